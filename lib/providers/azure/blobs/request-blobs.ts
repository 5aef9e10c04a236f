import { createGuardedFetch } from '../../contract/http/guarded-fetch';
import { AzureRefusal } from '../connect/azure-refusal';
import type { BlobOperation } from '../permissions/operations';
import type { BlobContainer } from './blob-container';
import { toBlobFault } from './blob-faults';

/** Names that XML cannot hold come percent-encoded from 2021-02-12 on, directories are told since 2020-10-02. */
const apiVersion = '2021-12-02';

export interface BlobRequest {
  operation: BlobOperation;
  url: string;
  headers?: Readonly<Record<string, string>>;
  signal: AbortSignal;
}

/**
 * Asks the blob service once, as the connection's application and through its guarded transport. An answer that is no
 * success is thrown: as a `ProviderError` where only blobs know the code, else as an `AzureRefusal`.
 */
export async function requestBlobs({ context, callOf }: BlobContainer, request: BlobRequest): Promise<Response> {
  const { operation, url, headers, signal } = request;
  const answer = await createGuardedFetch(context.session.transport)(url, {
    headers: {
      ...headers,
      'accept-encoding': 'identity',
      authorization: await context.storageAuthorization(),
      'x-ms-version': apiVersion,
    },
    signal,
  });
  if (answer.ok) return answer;
  const refusal = new AzureRefusal(answer.status, Object.fromEntries(answer.headers), await answer.text());
  throw toBlobFault(refusal, callOf(operation)) ?? refusal;
}
