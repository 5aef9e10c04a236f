import { type PagesRead, readPages } from '../../contract/paging/read-pages';
import type { BlobContainer } from './blob-container';
import { blobFault } from './blob-faults';
import { type BlobPage, parseListing, type StoredBlob } from './parse-listing';
import { requestBlobs } from './request-blobs';

const operation = 'blob-storage:ListBlobs';

export interface BlobListing {
  /** What the names begin with; empty for all blobs of the container. */
  prefix: string;
  /** Blobs a page, at most 5,000; as many when absent. */
  pageSize?: number;
}

/**
 * Every blob of a container whose name begins with the prefix, without snapshots and versions. A fault ends the listing
 * and is told beside what had been read; throws only when the session is aborted.
 */
export function listBlobs(container: BlobContainer, { prefix, pageSize }: BlobListing): Promise<PagesRead<StoredBlob>> {
  const { session } = container.context;
  const call = container.callOf(operation);
  return readPages({
    operation,
    fetchPage: async (marker) => {
      await container.context.storageAuthorization();
      const url = toListUrl(container.url, { prefix, pageSize, marker });
      return session.calls.run(call, async (signal) => {
        const answer = await requestBlobs(container, { operation, url, signal });
        return parseListing(await answer.text());
      });
    },
    itemsOf: ({ blobs }: BlobPage) => {
      if (blobs.every(({ name }) => name.startsWith(prefix))) return blobs;
      throw blobFault(call, 'PrefixIgnored', {
        kind: 'response-unexpected',
        problem: 'listed blobs whose names do not begin with the prefix asked for',
        remedy: 'Check that the account’s URL is that of a blob service.',
      });
    },
    nextTokenOf: ({ nextMarker }) => nextMarker,
    identityOf: ({ name }) => name,
  });
}

function toListUrl(container: string, { prefix, pageSize, marker }: BlobListing & { marker: string | undefined }) {
  const query = new URLSearchParams({ restype: 'container', comp: 'list' });
  if (prefix !== '') query.set('prefix', prefix);
  if (pageSize !== undefined) query.set('maxresults', String(pageSize));
  if (marker !== undefined) query.set('marker', marker);
  return `${container}?${query}`;
}
