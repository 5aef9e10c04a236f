import { readRange } from '../../aws/s3/range';
import type { WireResponse } from '../../wire/wire';
import type { Call } from '../call';
import type { ExportStore, StoredBlob } from '../exports/export-store';
import type { BlobRoute } from '../route';
import { BlobError } from './blob-error';
import { blobsIn } from './containers';

/** Answers a blob, or its properties alone, whole or in one range, on conditions of its tag or its time. */
export function getBlob(store: ExportStore, { operation, container, blob }: BlobRoute, call: Call): WireResponse {
  const name = decodeName(blob);
  const found = blobsIn(store, container, call.worldNow).find((each) => each.name === name);
  if (!found) throw new BlobError(404, 'BlobNotFound', 'The specified blob does not exist.');
  checkConditions(found, call.request.headers);
  const headers = headersOf(found);
  if (operation === 'getBlobProperties') return { status: 200, headers, body: '', length: found.size };
  const range = call.request.headers['x-ms-range'] ?? call.request.headers.range;
  const part = readRange(range, found.size);
  if (part === 'unsatisfiable') {
    throw new BlobError(416, 'InvalidRange', 'The range specified is invalid for the current size of the resource.', {
      headers: { 'content-range': `bytes */${found.size}` },
    });
  }
  if (part === null) return { status: 200, headers, body: '', bytes: found.content() };
  const [from, to] = part;
  return {
    status: 206,
    headers: { ...headers, 'content-range': `bytes ${from}-${to}/${found.size}` },
    body: '',
    bytes: found.content().subarray(from, to + 1),
  };
}

/** A broken escape names nothing there is, so it may stay as it came. */
function decodeName(text: string): string {
  return /%(?![0-9a-f]{2})/i.test(text) ? text : decodeURIComponent(text);
}

function headersOf({ etag, lastModified, contentType }: StoredBlob): Record<string, string> {
  const at = lastModified.toUTCString();
  return {
    'content-type': contentType,
    etag,
    'last-modified': at,
    'accept-ranges': 'bytes',
    'x-ms-creation-time': at,
    'x-ms-blob-type': 'BlockBlob',
    'x-ms-lease-status': 'unlocked',
    'x-ms-lease-state': 'available',
    'x-ms-server-encrypted': 'true',
  };
}

function checkConditions({ etag, lastModified }: StoredBlob, headers: Readonly<Record<string, string>>): void {
  const matches = (condition: string) =>
    condition === '*' || condition.replaceAll('"', '') === etag.replaceAll('"', '');
  const changedSince = (text: string) => lastModified.getTime() > Date.parse(text);
  const { 'if-match': ifMatch, 'if-unmodified-since': ifUnmodified } = headers;
  if ((ifMatch !== undefined && !matches(ifMatch)) || (ifUnmodified !== undefined && changedSince(ifUnmodified))) {
    throw unmet(412);
  }
  const { 'if-none-match': ifNoneMatch, 'if-modified-since': ifModified } = headers;
  if ((ifNoneMatch !== undefined && matches(ifNoneMatch)) || (ifModified !== undefined && !changedSince(ifModified))) {
    throw unmet(304);
  }
}

function unmet(status: 304 | 412): BlobError {
  return new BlobError(
    status,
    'ConditionNotMet',
    'The condition specified using HTTP conditional header(s) is not met.',
  );
}
