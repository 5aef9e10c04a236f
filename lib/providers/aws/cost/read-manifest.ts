import { type BillingContext, billFault } from './billing-context';
import type { FoundExport } from './find-exports';
import { listObjects, type StoredObject } from './list-objects';
import { type Manifest, parseManifest } from './parse-manifest';
import { readObject } from './read-object';

/** A manifest names some hundred columns and at most some thousand files. */
const largestManifestBytes = 16 * 2 ** 20;

/** A path in an export's folder. */
export function below({ root }: FoundExport, path: string): string {
  return root === '' ? path : `${root}/${path}`;
}

/**
 * The manifest that was written last in a folder of the export's metadata; null where there is none. An export that keeps
 * its earlier executions has a manifest for each, and one that overwrites them has one in all.
 */
export async function listNewestManifest(
  context: BillingContext,
  found: FoundExport,
  folder: string,
): Promise<StoredObject | null> {
  const written = await listObjects(context, found, below(found, `metadata/${folder}`));
  return written
    .filter(({ key }) => key.endsWith('Manifest.json'))
    .reduce<StoredObject | null>(
      (newest, each) => (newest === null || each.lastModified > newest.lastModified ? each : newest),
      null,
    );
}

/** Throws a `ProviderError` for what is no manifest, too. */
export async function readManifest(
  context: BillingContext,
  found: FoundExport,
  object: StoredObject,
): Promise<Manifest> {
  if (object.bytes <= largestManifestBytes) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of readObject(context, found, object)) chunks.push(chunk);
    const manifest = parseManifest(Buffer.concat(chunks).toString(), found.bucket);
    if (manifest !== null) return manifest;
  }
  throw billFault(
    's3:GetObject',
    'ManifestUnreadable',
    `The manifest ${object.key} could not be read as Data Exports write it.`,
    'Check that nothing but the data export writes there; the next delivery brings another manifest.',
  );
}
