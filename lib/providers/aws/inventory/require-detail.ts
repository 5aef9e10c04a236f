import { ProviderError } from '../../contract/provider-error';
import type { AwsOperation } from '../permissions/operations';

/** What an answer is about. One without it is no answer: throws a `ProviderError`. */
export function requireDetail<T>(detail: T | undefined, operation: AwsOperation): T {
  if (detail !== undefined) return detail;
  throw new ProviderError({
    kind: 'response-unexpected',
    code: 'DetailMissing',
    operation,
    message: `The answer to ${operation} lacks what was asked for.`,
    remedy: 'Check that the endpoint is an AWS API; if it is AWS’s own, wait for the next collection.',
  });
}
