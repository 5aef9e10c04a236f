import { createHash } from 'node:crypto';
import type { BlobContainer } from './blob-container';
import { blobFault } from './blob-faults';
import { type StoredBlob, withoutQuotes } from './parse-listing';
import { requestBlobs } from './request-blobs';

const operation = 'blob-storage:GetBlob';

/** The most bytes of a blob that are held at a time. */
export const rangeBytes = 4 * 2 ** 20;

/**
 * The bytes of a blob, as it was when it was listed, in order. At most `rangeBytes` are held at a time, however large the
 * blob; a range that breaks off is resumed where it broke. Throws a `ProviderError` when the blob was replaced or deleted
 * meanwhile, or is not as long, or has not the MD5, that its listing told: what came before it must then not be used.
 */
export async function* readBlob(container: BlobContainer, blob: StoredBlob): AsyncGenerator<Uint8Array> {
  const hash = blob.contentMd5 === null ? null : createHash('md5');
  let at = 0;
  do {
    const until = Math.min(at + rangeBytes, blob.sizeBytes);
    for (const chunk of await readRange(container, blob, at, until)) {
      hash?.update(chunk);
      yield chunk;
    }
    at = until;
  } while (at < blob.sizeBytes);
  if (hash !== null && hash.digest('base64') !== blob.contentMd5)
    throw unexpected(container, 'Md5Mismatch', 'read bytes whose MD5 is not the one listed');
}

/** Reads from one byte up to another, which is not included; all of the blob when that is empty. */
async function readRange(
  container: BlobContainer,
  blob: StoredBlob,
  from: number,
  until: number,
): Promise<Uint8Array[]> {
  const { context, callOf } = container;
  const url = toBlobUrl(container, blob.name);
  const received: Uint8Array[] = [];
  let at = from;
  await context.storageAuthorization();
  await context.session.calls.run(callOf(operation), async (signal) => {
    const isDone = until > from && at === until;
    if (isDone) return;
    const range = until > from ? { range: `bytes=${at}-${until - 1}` } : undefined;
    const answer = await requestBlobs(container, {
      operation,
      url,
      headers: { 'if-match': `"${blob.etag}"`, ...range },
      signal,
    });
    const fault = findWrongAnswer(container, blob, answer, at, until);
    if (fault !== null) {
      await answer.body?.cancel();
      throw fault;
    }
    for await (const chunk of chunksOf(answer)) {
      // An attempt that was given up must not add to what the next one reads.
      signal.throwIfAborted();
      if (at + chunk.length > until)
        throw unexpected(container, 'BlobTooLong', 'was given more bytes than it asked for');
      received.push(chunk);
      at += chunk.length;
    }
    if (at < until) throw brokenOff(container);
  });
  return received;
}

/** A name such as `a/../b` cannot be asked for: in a URL, dots for a folder lead to another blob. */
function toBlobUrl(container: BlobContainer, name: string): string {
  const folders = name.split('/');
  if (!folders.some((folder) => folder === '.' || folder === '..'))
    return `${container.url}/${folders.map(encodeURIComponent).join('/')}`;
  throw unexpected(container, 'NameUnreadable', 'cannot ask for a blob that has dots for a folder in its name');
}

function findWrongAnswer(container: BlobContainer, blob: StoredBlob, answer: Response, at: number, until: number) {
  const etag = answer.headers.get('etag');
  if (etag === null || withoutQuotes(etag) !== blob.etag)
    return unexpected(container, 'EtagMismatch', 'was answered with another version of the blob than it asked for');
  const isWhole = until === at;
  const told = isWhole ? null : `bytes ${at}-${until - 1}/${blob.sizeBytes}`;
  if (answer.status === (isWhole ? 200 : 206) && answer.headers.get('content-range') === told) return null;
  return unexpected(container, 'RangeMismatch', 'was answered with other bytes of the blob than it asked for');
}

async function* chunksOf({ body }: Response): AsyncGenerator<Uint8Array> {
  if (body === null) return;
  const reader = body.getReader();
  try {
    for (let step = await reader.read(); !step.done; step = await reader.read()) yield step.value;
  } finally {
    await reader.cancel();
  }
}

function unexpected({ callOf }: BlobContainer, code: string, problem: string) {
  return blobFault(callOf(operation), code, {
    kind: 'response-unexpected',
    problem,
    remedy: 'Wait for the next collection; if it says the same, check what lies between Millwright and the account.',
  });
}

function brokenOff({ callOf }: BlobContainer) {
  return blobFault(callOf(operation), 'BodyTruncated', {
    kind: 'unavailable',
    problem: 'was given fewer bytes than it asked for',
    remedy: 'Check the network path from Millwright to Azure.',
  });
}
