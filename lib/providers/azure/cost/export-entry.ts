import { parsePlainUrl } from '../../contract/settings/plain-url';
import { withoutEndSlashes } from '../../contract/settings/trim-slashes';
import { type BlobCloud, toBlobAccountUrl } from '../blobs/blob-account-url';

/** Stands for the exports of every subscription that the connection reads. */
export const discoverExports = 'discover';

/** A folder that exports are written to. */
export interface ExportFolder {
  /** `https://<account>.blob.core.windows.net`, or a path at the custom endpoint. */
  accountUrl: string;
  container: string;
  /** Without a slash at either end; empty for the whole container. */
  folder: string;
}

/** What an entry of the settings stands for. `scope`: of Resource Manager, with a slash before it and none behind. */
export type ExportEntry = { type: 'discover' } | { type: 'scope'; scope: string } | ({ type: 'folder' } & ExportFolder);

/** Parts of paths of Resource Manager; none of them leads out of the path. */
const scopePattern = /^(\/(?!\.{1,2}(?:\/|$))[\w.:()-]{1,260}){2,20}$/;
const containerPattern = /^[a-z0-9$](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** Null for a text that is none, and for a URL that the connection must not show its token to. */
export function parseExportEntry(entry: string, cloud: BlobCloud): ExportEntry | null {
  if (entry === discoverExports) return { type: 'discover' };
  const scope = withoutEndSlashes(entry);
  if (scope.startsWith('/')) return scopePattern.test(scope) ? { type: 'scope', scope } : null;
  const folder = parseFolder(entry, cloud);
  return folder === null ? null : { type: 'folder', ...folder };
}

/** With a custom endpoint the account is the first part of the path, otherwise it is the host. */
function parseFolder(entry: string, cloud: BlobCloud): ExportFolder | null {
  const url = parsePlainUrl(entry);
  if (url === null) return null;
  const parts = url.pathname.split('/').filter((part) => part !== '');
  const account = cloud.endpoint === undefined ? [] : parts.splice(0, 1);
  const accountUrl = toBlobAccountUrl([url.origin, ...account].join('/'), cloud);
  const [container, ...folders] = parts.map(decode);
  if (accountUrl === null || container === undefined || !containerPattern.test(container)) return null;
  return { accountUrl, container, folder: folders.join('/') };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
