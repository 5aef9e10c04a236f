import type { ProviderCalls } from '../../contract/provider-calls';
import { type AwsOperation, factsOf } from '../permissions/operations';

/** What every SDK `send` takes beside its command. */
export interface SendOptions {
  abortSignal: AbortSignal;
}

/** Where a call goes: AWS limits rates by account, region and service. */
export interface CallPlace {
  /** Null before the account is known. */
  account: string | null;
  region: string;
}

/**
 * Makes one AWS call under its bucket's limits. `charged`: for how many of what the operation is priced by, where that is
 * not the call itself. Throws a `ProviderError`.
 */
export function callAws<T>(
  calls: ProviderCalls,
  { account, region }: CallPlace,
  operation: AwsOperation,
  send: (options: SendOptions) => Promise<T>,
  charged = 1,
): Promise<T> {
  const [service] = operation.split(':');
  const call = {
    operation,
    bucket: `${account ?? 'caller'}/${region}/${service}`,
    place: account === null ? region : `${region} of ${account}`,
    priceMicroUsd: factsOf(operation).priceMicroUsd * charged,
  };
  return calls.run(call, (abortSignal) => send({ abortSignal }));
}
