import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { BillingMonth } from '@/lib/domain/cost/billing-delivery';
import { toBilledScope } from '@/lib/domain/cost/provider-of-bill';
import type { BillingDelivery, BillingFile } from '../../contract/cost';
import type { BlobContainer } from '../blobs/blob-container';
import type { StoredBlob } from '../blobs/parse-listing';
import { readBlob } from '../blobs/read-blob';
import { billFault } from './bill-fault';
import { toCostDetailsMapping } from './cost-details-mapping';
import { type Manifest, toEncoding } from './parse-manifest';

/** No run writes for longer, in milliseconds: a file that is newer than its manifest after that was copied late. */
const runMs = 6 * 3_600_000;

/** A run of an export, by its manifest. */
export interface Run {
  manifest: Manifest;
  kind: NonNullable<Manifest['kind']>;
  month: BillingMonth;
  /** The manifest itself. */
  blob: StoredBlob;
}

/** A run whose files are all there, as long as told, and none of them newer. Throws a `ProviderError` for any other. */
export function toDelivery(
  container: BlobContainer,
  run: Run,
  blobs: ReadonlyMap<string, StoredBlob>,
): BillingDelivery {
  const { manifest, kind, month } = run;
  const { exportId, exportName, runId, files } = manifest;
  const stored = files.flatMap(({ name }) => blobs.get(name) ?? []);
  const subject = `export ${exportName} of ${month}`;
  if (stored.length < files.length)
    throw billFault(container, {
      code: 'FilesMissing',
      problem: `found the manifest of ${subject}, but not all of its files: ${files.length - stored.length} missing`,
      remedy: 'Wait for the next collection; if it lasts, look whether a lifecycle rule deletes files of the export.',
    });
  const told = new Map(files.map(({ name, bytes }) => [name, bytes]));
  const isOther = stored.some(({ name, sizeBytes }) => (told.get(name) ?? sizeBytes) !== sizeBytes);
  const now = container.context.session.now().getTime();
  const isUnderWay = stored.some(
    ({ lastModified }) => lastModified > run.blob.lastModified && now - lastModified.getTime() < runMs,
  );
  if (isOther || isUnderWay)
    throw billFault(container, {
      code: isOther ? 'FilesDiffer' : 'RunUnderWay',
      problem: isOther
        ? `found files of ${subject} that are not as long as their manifest says`
        : `found ${subject} being written anew: files are newer than the manifest`,
      remedy: 'Wait for the next collection; what was delivered before goes on counting.',
    });
  return {
    source: kind.source,
    scope: exportId,
    title: `Export ${exportName} of ${toBilledScope(kind.source, exportId)}`,
    billingMonth: month,
    version: toVersion(runId, stored),
    deliveredAt: run.blob.lastModified,
    basis: 'billed',
    coverage: kind.coverage,
    files: stored.map((blob) => toFile(container, blob)),
    toFocus: kind.coverage === 'all' ? null : toCostDetailsMapping(kind.coverage),
  };
}

function toFile(container: BlobContainer, blob: StoredBlob): BillingFile {
  const encoding = toEncoding(blob.name);
  if (encoding === null)
    throw billFault(container, {
      code: 'EncodingUnknown',
      problem: `found ${blob.name}, which is neither CSV nor Parquet`,
      remedy: 'Let the export write CSV or Parquet.',
    });
  const open = async () => Readable.from(readBlob(container, blob), { objectMode: false });
  return { name: blob.name, encoding, bytes: blob.sizeBytes, open };
}

/** The run, and what its files are: an overwritten blob has another entity tag. */
function toVersion(runId: string, blobs: readonly StoredBlob[]): string {
  const hash = createHash('sha256');
  for (const { name, sizeBytes, etag } of blobs) hash.update(JSON.stringify([name, sizeBytes, etag]));
  return `${runId} ${hash.digest('hex').slice(0, 32)}`;
}
