import type { WireResponse } from '../../wire/wire';
import type { Call } from '../call';
import type { ExportStore, StoredBlob } from '../exports/export-store';
import type { BlobRoute } from '../route';
import { blobsIn } from './containers';
import { readListQuery } from './list-query';
import { element, escapeXml, xmlResponse } from './xml';

/** A blob, or what several blobs begin with up to the delimiter. */
interface Entry {
  name: string;
  blob: StoredBlob | null;
}

/** Answers the blobs of a container, by pages, rolled up by a delimiter where one is given. */
export function listBlobs(store: ExportStore, { storageAccount, container }: BlobRoute, call: Call): WireResponse {
  const query = readListQuery(call, ['blobs', storageAccount, container]);
  const { prefix } = query;
  const all = blobsIn(store, container, call.worldNow).filter(({ name }) => name.startsWith(prefix));
  const entries = rollUp(call.fault?.kind === 'empty-success' ? [] : all, prefix, call.request.query.delimiter ?? '');
  const { page, nextMarker } = query.pageOf(entries, ({ name }) => name);
  const listed = page.map(({ name, blob }) =>
    blob === null ? `<BlobPrefix>${element('Name', name)}</BlobPrefix>` : writeBlob(blob),
  );
  const endpoint = escapeXml(`${call.origin}/${storageAccount}/`);
  return xmlResponse(
    200,
    `<EnumerationResults ServiceEndpoint="${endpoint}" ContainerName="${escapeXml(container)}">${query.echo}<Blobs>${listed.join('')}</Blobs>${element('NextMarker', nextMarker)}</EnumerationResults>`,
  );
}

function rollUp(blobs: readonly StoredBlob[], prefix: string, delimiter: string): Entry[] {
  const entries = new Map<string, Entry>();
  for (const blob of blobs) {
    const end = delimiter === '' ? -1 : blob.name.indexOf(delimiter, prefix.length);
    const name = end < 0 ? blob.name : blob.name.slice(0, end + delimiter.length);
    entries.set(name, { name, blob: end < 0 ? blob : null });
  }
  return [...entries.values()].sort((left, right) => (left.name < right.name ? -1 : 1));
}

function writeBlob({ name, lastModified, etag, size, contentType }: StoredBlob): string {
  const at = lastModified.toUTCString();
  // In lists the tag is without its quotes.
  const properties = [
    element('Creation-Time', at),
    element('Last-Modified', at),
    element('Etag', etag.replaceAll('"', '')),
    element('Content-Length', String(size)),
    element('Content-Type', contentType),
    '<Content-Encoding /><Content-Language /><Content-CRC64 /><Content-MD5 /><Cache-Control /><Content-Disposition />',
    '<BlobType>BlockBlob</BlobType><AccessTier>Hot</AccessTier><AccessTierInferred>true</AccessTierInferred>',
    '<LeaseStatus>unlocked</LeaseStatus><LeaseState>available</LeaseState><ServerEncrypted>true</ServerEncrypted>',
  ].join('');
  return `<Blob>${element('Name', name)}<Properties>${properties}</Properties><OrMetadata /></Blob>`;
}
