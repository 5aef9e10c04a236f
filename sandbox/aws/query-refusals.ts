import type { z } from 'zod';
import { AwsError } from './aws-error';

/** The query services' refusal of parameters that do not fit. */
export function invalidQueryParameters(error: z.ZodError): AwsError {
  const issue = error.issues[0];
  const path = issue?.path.join('.') ?? '';
  const isMissing = issue?.code === 'invalid_type' && issue.input === undefined;
  return isMissing
    ? new AwsError('MissingParameter', `The request must contain the parameter ${path}`, 400)
    : new AwsError(
        'ValidationError',
        `Value at '${path}' failed to satisfy constraint: ${issue?.message ?? 'unknown'}`,
        400,
      );
}
