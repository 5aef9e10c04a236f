import { ProviderError } from '../../contract/provider-error';
import type { AwsOperation } from '../permissions/operations';

/** The list of an answer. AWS sends an empty list when there is nothing, so an absent one is no answer: throws a `ProviderError`. */
export function requireList<T>(list: T[] | undefined, operation: AwsOperation): T[] {
  if (Array.isArray(list)) return list;
  throw new ProviderError({
    kind: 'response-unexpected',
    code: 'ListMissing',
    operation,
    message: `The answer to ${operation} lacks the list it must hold.`,
    remedy: 'Check that the endpoint is an AWS API; if it is AWS’s own, wait for the next collection.',
  });
}
