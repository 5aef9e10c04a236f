import { createHash } from 'node:crypto';
import type { BillingMonth } from '@/lib/domain/cost/billing-delivery';
import type { BillingDelivery, BillingFile } from '../../contract/cost';
import { addFault } from '../../contract/faults/add-fault';
import { ProviderError } from '../../contract/provider-error';
import { type BillingContext, billFault } from './billing-context';
import { toCurMapping } from './cur-mapping';
import type { FoundExport } from './find-exports';
import { listFolders, listObjects, type StoredObject } from './list-objects';
import { type Manifest, toEncoding } from './parse-manifest';
import { below, listNewestManifest, readManifest } from './read-manifest';
import { openObject } from './read-object';

/** No refresh of a month takes longer, in milliseconds: a file that is newer than its manifest after that was copied late. */
const refreshMs = 6 * 3_600_000;

/** A month of an export, in the folders it has. */
interface ExportMonth {
  export: FoundExport;
  month: BillingMonth;
  /** E.g. `BILLING_PERIOD=2026-11/`. */
  folder: string;
}

/** What an export delivered for these months, oldest first. What is not there whole is added to `faults`. */
export async function readExport(
  context: BillingContext,
  found: FoundExport,
  months: readonly BillingMonth[],
  faults: ProviderError[],
): Promise<BillingDelivery[]> {
  const deliveries: BillingDelivery[] = [];
  try {
    for (const each of await listMonths(context, found, months)) {
      const delivery = await orFault(faults, () => readMonth(context, each));
      if (delivery !== null) deliveries.push(delivery);
    }
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    addFault(faults, error);
  }
  return deliveries;
}

async function orFault<T>(faults: ProviderError[], read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    faults.push(error);
    return null;
  }
}

async function listMonths(
  context: BillingContext,
  found: FoundExport,
  months: readonly BillingMonth[],
): Promise<ExportMonth[]> {
  const metadata = below(found, 'metadata/');
  const folders = await listFolders(context, found, metadata);
  return folders
    .flatMap((path) => {
      const folder = path.slice(metadata.length);
      const name = /^billing_period=(\d{4}-\d{2})\/$/i.exec(folder)?.[1];
      const month = months.find((each) => each === name);
      return month === undefined ? [] : [{ export: found, month, folder }];
    })
    .sort((a, b) => (a.month < b.month ? -1 : 1));
}

/** Null for a month without a manifest, of which nothing was delivered yet, and for an export that holds no bill. */
async function readMonth(context: BillingContext, { export: found, month, folder }: ExportMonth) {
  const newest = await listNewestManifest(context, found, folder);
  if (newest === null) return null;
  const manifest = await readManifest(context, found, newest);
  if (manifest.table === null) return null;
  const stored = await listObjects(context, found, below(found, `data/${folder}`));
  const byKey = new Map(stored.map((object) => [object.key, object]));
  const objects = manifest.keys.map((key) => byKey.get(key)).filter((object) => object !== undefined);
  const subject = `${found.root} of ${month}`;
  if (objects.length < manifest.keys.length) throw incomplete(subject, manifest.keys.length - objects.length);
  const isUnderWay = objects.some(
    ({ lastModified }) =>
      lastModified > newest.lastModified && context.session.now().getTime() - lastModified.getTime() < refreshMs,
  );
  if (isUnderWay) throw underWay(subject);
  return toDelivery(context, { found, month, manifest, newest, objects });
}

interface WholeMonth {
  found: FoundExport;
  month: BillingMonth;
  manifest: Manifest;
  newest: StoredObject;
  objects: readonly StoredObject[];
}

function toDelivery(context: BillingContext, { found, month, manifest, newest, objects }: WholeMonth): BillingDelivery {
  const name = found.root.slice(found.root.lastIndexOf('/') + 1);
  const isFocus = manifest.table === 'focus';
  return {
    source: isFocus ? 'aws-focus' : 'aws-cur-2',
    scope: [found.bucket, found.root].filter((part) => part !== '').join('/'),
    title: `Data export ${name === '' ? found.bucket : name} in ${found.bucket}`,
    billingMonth: month,
    version: toVersion(manifest, objects),
    deliveredAt: newest.lastModified,
    basis: 'billed',
    coverage: 'all',
    files: objects.map((object) => toFile(context, found, object)),
    toFocus: isFocus ? null : toCurMapping(manifest.columns),
  };
}

function toFile(context: BillingContext, found: FoundExport, object: StoredObject): BillingFile {
  const encoding = toEncoding(object.key);
  if (encoding === null)
    throw billFault(
      's3:GetObject',
      'EncodingUnknown',
      `${object.key} is neither CSV nor Parquet.`,
      'Let the data export write gzip or Parquet.',
    );
  return { name: object.key, encoding, bytes: object.bytes, open: async () => openObject(context, found, object) };
}

/** The execution, and what its files are: an overwritten file has another entity tag. */
function toVersion({ executionId }: Manifest, objects: readonly StoredObject[]): string {
  const hash = createHash('sha256');
  for (const { key, bytes, etag } of objects) hash.update(JSON.stringify([key, bytes, etag]));
  return `${executionId ?? 'execution'} ${hash.digest('hex').slice(0, 32)}`;
}

function incomplete(subject: string, missing: number): ProviderError {
  const files = missing === 1 ? '1 file is' : `${missing} files are`;
  return billFault(
    's3:ListObjectsV2',
    'FilesMissing',
    `The manifest of ${subject} names files that are not there: ${files} missing.`,
    'Wait for the next collection; if it lasts, look whether a lifecycle rule deletes files of the export.',
  );
}

function underWay(subject: string): ProviderError {
  return billFault(
    's3:ListObjectsV2',
    'RefreshUnderWay',
    `${subject} is being delivered anew: files are newer than the manifest.`,
    'Wait for the next collection; what was delivered before goes on counting.',
  );
}
