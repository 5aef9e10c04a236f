import type { BillingMonth } from '@/lib/domain/cost/billing-delivery';
import type { BillingDelivery } from '../../contract/cost';
import { addFault } from '../../contract/faults/add-fault';
import { ProviderError } from '../../contract/provider-error';
import { type BlobContainer, openBlobContainer } from '../blobs/blob-container';
import { listBlobs } from '../blobs/list-blobs';
import type { StoredBlob } from '../blobs/parse-listing';
import { readBlob } from '../blobs/read-blob';
import type { AzureContext } from '../connect/azure-context';
import { billFault } from './bill-fault';
import type { ExportFolder } from './export-entry';
import { type Manifest, parseManifest } from './parse-manifest';
import { type Run, toDelivery } from './to-delivery';

/** A manifest names at most some thousand files. */
const largestManifestBytes = 16 * 2 ** 20;

/** What exports wrote below a folder for these months. What is not there whole is added to `faults`. */
export async function readFolder(
  context: AzureContext,
  folder: ExportFolder,
  months: readonly BillingMonth[],
  faults: ProviderError[],
): Promise<BillingDelivery[]> {
  try {
    const container = openBlobContainer(context, folder);
    const { items, fault } = await listBlobs(container, { prefix: folder.folder === '' ? '' : `${folder.folder}/` });
    // What a listing that broke off did not name may be a newer run: then none is known to be the newest.
    if (fault !== null) throw fault;
    const runs = await readRuns(container, items, months, faults);
    const blobs = new Map(items.map((blob) => [blob.name, blob]));
    return await toDeliveries(runs, faults, (run) => toDelivery(container, run, blobs));
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    addFault(faults, error);
    return [];
  }
}

async function toDeliveries(
  runs: readonly Run[],
  faults: ProviderError[],
  convert: (run: Run) => BillingDelivery,
): Promise<BillingDelivery[]> {
  return runs.flatMap((run) => {
    try {
      return [convert(run)];
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      addFault(faults, error);
      return [];
    }
  });
}

/** The newest run of each export and month. */
async function readRuns(
  container: BlobContainer,
  blobs: readonly StoredBlob[],
  months: readonly BillingMonth[],
  faults: ProviderError[],
): Promise<Run[]> {
  const runs = new Map<string, Run>();
  for (const blob of toNewestManifests(blobs, months)) {
    const manifest = await readManifest(container, blob, faults);
    if (manifest === null || manifest.kind === null) continue;
    const { kind, month, exportName, exportId } = manifest;
    if (month === null) {
      addFault(faults, severalMonths(container, exportName));
      continue;
    }
    if (!months.includes(month)) continue;
    const key = [exportId, kind.source, month].join(' ');
    const run = { manifest, kind, month, blob };
    const known = runs.get(key);
    if (known === undefined || isNewer(run, known)) runs.set(key, run);
  }
  return [...runs.values()];
}

function isNewer(one: Run, other: Run): boolean {
  const at = ({ manifest, blob }: Run) => (manifest.submittedAt ?? blob.lastModified).getTime();
  return at(one) > at(other);
}

/**
 * Runs of an export and a span of days lie in folders beside one another, named by a time or an id, or overwrite each
 * other; of each such place the manifest written last counts. Spans that lie in none of the months are left out.
 */
function toNewestManifests(blobs: readonly StoredBlob[], months: readonly BillingMonth[]): StoredBlob[] {
  const newest = new Map<string, StoredBlob>();
  for (const blob of blobs) {
    const folders = blob.name.split('/');
    if (folders.pop() !== 'manifest.json' || !mayBeOf(folders, months)) continue;
    const place = folders.filter((folder) => !runFolder.test(folder)).join('/');
    const known = newest.get(place);
    if (known === undefined || isLater(blob, known)) newest.set(place, blob);
  }
  return [...newest.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Of manifests of one second, the later name is that of the later run: folders are named by the minute it began. */
function isLater(one: StoredBlob, other: StoredBlob): boolean {
  const [at, than] = [one.lastModified.getTime(), other.lastModified.getTime()];
  return at === than ? one.name > other.name : at > than;
}

/** The minute a run began, or its id. */
const runFolder = /^(\d{12}|\d{14}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;

function mayBeOf(folders: readonly string[], months: readonly BillingMonth[]): boolean {
  const span = folders.map((folder) => /^(\d{4})(\d{2})\d{2}-\d{8}$/.exec(folder)).find((match) => match !== null);
  return span === undefined || months.some((month) => month === `${span[1]}-${span[2]}`);
}

async function readManifest(
  container: BlobContainer,
  blob: StoredBlob,
  faults: ProviderError[],
): Promise<Manifest | null> {
  try {
    if (blob.sizeBytes <= largestManifestBytes) {
      const chunks: Uint8Array[] = [];
      for await (const chunk of readBlob(container, blob)) chunks.push(chunk);
      const manifest = parseManifest(Buffer.concat(chunks).toString());
      if (manifest !== null) return manifest;
    }
    throw billFault(container, {
      code: 'ManifestUnreadable',
      problem: `found no manifest of an export in ${blob.name}`,
      remedy: 'Check that nothing but exports writes there; the next run brings another manifest.',
    });
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    addFault(faults, error);
    return null;
  }
}

function severalMonths(container: BlobContainer, name: string): ProviderError {
  return billFault(container, {
    code: 'SeveralMonths',
    problem: `found a run of export ${name} that spans more than one month, which no month can be told from`,
    remedy: 'Run the export for one calendar month at a time.',
  });
}
