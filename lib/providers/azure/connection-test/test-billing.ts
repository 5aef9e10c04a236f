import type { ConnectionCheck } from '../../contract/provider';
import { ProviderError } from '../../contract/provider-error';
import { openBlobContainer } from '../blobs/blob-container';
import { listBlobs } from '../blobs/list-blobs';
import { readBlob } from '../blobs/read-blob';
import type { AzureContext } from '../connect/azure-context';
import { type ExportFolder, parseExportEntry } from '../cost/export-entry';
import { foldersOf, toFolderUrl } from '../cost/find-folders';
import { exportsOperation, roleOf } from '../permissions/operations';
import { toFailure } from './to-failure';

const blobRole = roleOf('blob-storage:ListBlobs')?.role;
const exportsRole = roleOf(exportsOperation)?.role;

/** Tries what reading bills takes: the exports that are to be found, and one manifest of each folder. */
export async function testBilling(context: AzureContext): Promise<ConnectionCheck[]> {
  const checks = context.session.settings.billingExports.map((entry) => testEntry(context, entry));
  return (await Promise.all(checks)).flat();
}

async function testEntry(context: AzureContext, entry: string): Promise<ConnectionCheck[]> {
  const isNamed = parseExportEntry(entry, context.session.settings)?.type === 'folder';
  const where = entry.startsWith('/') ? entry : 'each subscription';
  const check = { title: `List the cost exports of ${where}`, ...(exportsRole && { permission: exportsRole }) };
  let folders: ExportFolder[];
  try {
    folders = await foldersOf(context, entry);
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    return [{ ...check, ...toFailure(error) }];
  }
  const message = 'No export of costs to a storage account is defined there.';
  const found: ConnectionCheck =
    folders.length > 0 ? { ...check, outcome: 'passed' } : { ...check, outcome: 'skipped', message };
  return [...(isNamed ? [] : [found]), ...(await Promise.all(folders.map((folder) => testFolder(context, folder))))];
}

async function testFolder(context: AzureContext, folder: ExportFolder): Promise<ConnectionCheck> {
  const check = {
    title: `Read a manifest of an export in ${toFolderUrl(folder)}`,
    ...(blobRole && { permission: blobRole }),
  };
  try {
    const container = openBlobContainer(context, folder);
    const { items, fault } = await listBlobs(container, { prefix: folder.folder === '' ? '' : `${folder.folder}/` });
    if (fault !== null) throw fault;
    const manifest = items.find(({ name }) => name.endsWith('/manifest.json'));
    if (manifest === undefined) return { ...check, outcome: 'skipped', message: 'No export has run there yet.' };
    for await (const _ of readBlob(container, manifest));
    return { ...check, outcome: 'passed' };
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    return { ...check, ...toFailure(error) };
  }
}
