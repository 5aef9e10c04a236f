import type { ProviderError } from '../../contract/provider-error';
import type { BlobContainer } from '../blobs/blob-container';
import { blobFault } from '../blobs/blob-faults';

/** What is wrong with bills as they lie. `problem` completes the sentence that the call and its place begin. */
export function billFault(
  { callOf }: BlobContainer,
  { code, problem, remedy }: { code: string; problem: string; remedy: string },
): ProviderError {
  return blobFault(callOf('blob-storage:ListBlobs'), code, { kind: 'response-unexpected', problem, remedy });
}
