import { addFault } from '../../contract/faults/add-fault';
import { ProviderError } from '../../contract/provider-error';
import { discoverExports, parseBillAddress, toAddressText } from './bill-address';
import { type BillingContext, billFault } from './billing-context';
import { readDefinedExports } from './data-exports-api';
import { type BucketPlace, listFolders } from './list-objects';

/** A data export in the bucket it writes to. */
export interface FoundExport extends BucketPlace {
  /** Holds its folders `data` and `metadata`. Without a slash at the end; empty where they are the bucket's own. */
  root: string;
}

/** The data exports the connection reads, each once. What could not be found is added to `faults`. */
export async function findExports(context: BillingContext, faults: ProviderError[]): Promise<FoundExport[]> {
  const found = new Map<string, FoundExport>();
  for (const entry of context.session.settings.billingExports) {
    try {
      for (const each of await findOf(context, entry)) found.set(`${each.bucket}/${each.root}`, each);
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      addFault(faults, error);
    }
  }
  return [...found.values()];
}

/** What one entry of the settings stands for: exports that are defined, or that lie there. Throws a `ProviderError`. */
export function findOf(context: BillingContext, entry: string): Promise<FoundExport[]> {
  return entry === discoverExports ? readDefinedExports(context) : findBelow(context, entry);
}

/** The export whose own folder is named, or those in the folder. */
async function findBelow(context: BillingContext, entry: string): Promise<FoundExport[]> {
  const address = parseBillAddress(entry);
  if (address === null) return [];
  const place = { bucket: address.bucket, region: context.session.settings.homeRegion };
  const below = address.prefix === '' ? '' : `${address.prefix}/`;
  const folders = await listFolders(context, place, below);
  if (folders.includes(`${below}metadata/`)) return [{ ...place, root: address.prefix }];
  const found: FoundExport[] = [];
  for (const folder of folders.filter((each) => each !== `${below}data/`)) {
    const inside = await listFolders(context, place, folder);
    if (inside.includes(`${folder}metadata/`)) found.push({ ...place, root: folder.slice(0, -1) });
  }
  if (found.length > 0) return found;
  throw billFault(
    's3:ListObjectsV2',
    'NoExport',
    `There is no data export below ${toAddressText(address)}.`,
    'Check the bucket and the prefix; a new export writes its first files within a day.',
  );
}
