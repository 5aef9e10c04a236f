import type { z } from 'zod';
import { AwsError } from './aws-error';
import type { Endpoint, Operation } from './endpoint';

export interface JsonEndpointDefinition {
  signingName: string;
  /** What stands before the operation in the X-Amz-Target header. */
  targetPrefix: string;
  operations: readonly Operation[];
  onlyRegion?: string;
  /** The endpoint's own code for its own failures; the common one when absent. */
  brokenCode?: string;
}

/** An endpoint of the JSON 1.1 protocol: the operation in a header, JSON in and out. */
export function jsonEndpoint({
  signingName,
  targetPrefix,
  operations,
  onlyRegion,
  brokenCode,
}: JsonEndpointDefinition): Endpoint {
  const byName = new Map(operations.map((operation) => [`${targetPrefix}.${operation.name}`, operation]));
  return {
    signingName,
    dialect: { protocol: 'json' },
    onlyRegion,
    resolve(request) {
      const operation = byName.get(request.headers['x-amz-target'] ?? '');
      return operation ? { operation, input: parseJson(request.body) } : null;
    },
    unknownOperation: () => new AwsError('UnknownOperationException', 'The operation is not known.', 400),
    throttled: () => new AwsError('ThrottlingException', 'Rate exceeded', 400),
    broken: (status) => brokenJson(status, brokenCode),
  };
}

/** How the JSON services word a failure of their own. */
export function brokenJson(status: number, code = 'InternalFailure'): AwsError {
  return status === 503
    ? new AwsError('ServiceUnavailableException', 'The service is temporarily unable to handle the request.', status)
    : new AwsError(code, 'The request processing has failed because of an unknown error.', status);
}

/** Input that is no JSON parses to nothing an operation accepts, and is refused as such. */
export function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8') || '{}');
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** A service's refusal of input that does not fit, under its own code. */
export function invalidInput(code: string): (error: z.ZodError) => AwsError {
  return (error) => {
    const issue = error.issues[0];
    const member = issue?.path.join('.') ?? '';
    const message = `1 validation error detected: Value at '${member}' failed to satisfy constraint: ${issue?.message ?? 'unknown'}`;
    return new AwsError(code, message, 400);
  };
}
