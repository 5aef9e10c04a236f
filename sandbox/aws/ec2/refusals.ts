import type { z } from 'zod';
import { AwsError } from '../aws-error';

/** EC2's refusal of parameters that do not fit. */
export function invalidParameters(error: z.ZodError): AwsError {
  const issue = error.issues[0];
  if (issue?.code === 'unrecognized_keys') {
    return new AwsError('UnknownParameter', `The parameter ${issue.keys[0]} is not recognized`, 400);
  }
  const path = issue?.path.join('.') ?? '';
  return new AwsError(
    'InvalidParameterValue',
    `Invalid value for parameter ${path}: ${issue?.message ?? 'not understood'}`,
    400,
  );
}

export function invalidNextToken(): AwsError {
  return new AwsError('InvalidNextToken', 'The specified NextToken is not valid.', 400);
}

export function pageSizeOutOfRange(given: number, low: number, high: number): AwsError {
  const bound = given < low ? `greater than ${low}` : `less than ${high}`;
  return new AwsError(
    'InvalidParameterValue',
    `Value ( ${given} ) for parameter maxResults is invalid. Expecting a value ${bound}.`,
    400,
  );
}

export function idsWithPageSize(): AwsError {
  return new AwsError(
    'InvalidParameterCombination',
    'The parameter maxResults cannot be used together with a list of ids in the same call.',
    400,
  );
}

export function unknownFilter(name: string): AwsError {
  return new AwsError('InvalidParameterValue', `The filter '${name}' is invalid`, 400);
}

export function dryRun(): AwsError {
  return new AwsError('DryRunOperation', 'Request would have succeeded, but DryRun flag is set.', 412);
}
