import { z } from 'zod';
import { addFault } from '../../contract/faults/add-fault';
import { readPages } from '../../contract/paging/read-pages';
import { ProviderError } from '../../contract/provider-error';
import { withoutOuterSlashes } from '../../contract/settings/trim-slashes';
import { azureCloudOf } from '../clouds';
import type { AzureContext } from '../connect/azure-context';
import { readSubscriptions } from '../connect/read-subscriptions';
import { exportsOperation as operation } from '../permissions/operations';
import { type ExportFolder, parseExportEntry } from './export-entry';

const apiVersion = '2024-08-01';

const pageSchema = z.object({
  value: z.array(
    z.object({
      id: z.string(),
      properties: z.object({
        definition: z.object({ type: z.string() }),
        deliveryInfo: z.object({
          destination: z.object({
            resourceId: z.string().optional(),
            container: z.string(),
            rootFolderPath: z.string().nullish(),
          }),
        }),
      }),
    }),
  ),
  nextLink: z.string().nullish(),
});
type DefinedExport = z.infer<typeof pageSchema>['value'][number];

const billTypes: ReadonlySet<string> = new Set(['focuscost', 'actualcost', 'amortizedcost']);

/** The folders that the connection's bills are written to, each once. What could not be found is added to `faults`. */
export async function findFolders(context: AzureContext, faults: ProviderError[]): Promise<ExportFolder[]> {
  const found = new Map<string, ExportFolder>();
  for (const entry of context.session.settings.billingExports) {
    try {
      for (const folder of await foldersOf(context, entry)) found.set(toFolderUrl(folder), folder);
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      addFault(faults, error);
    }
  }
  return [...found.values()];
}

/** `https://account.blob.core.windows.net/container/folder`. */
export function toFolderUrl({ accountUrl, container, folder }: ExportFolder): string {
  return [accountUrl, container, folder].filter((part) => part !== '').join('/');
}

/** What one entry of the settings stands for. Throws a `ProviderError`. */
export async function foldersOf(context: AzureContext, entry: string): Promise<ExportFolder[]> {
  const parsed = parseExportEntry(entry, context.session.settings);
  if (parsed === null) return [];
  if (parsed.type === 'folder') return [parsed];
  if (parsed.type === 'scope') return readDefinedFolders(context, parsed.scope);
  const { subscriptions: named } = context.session.settings;
  const ids = named.length > 0 ? named : (await readSubscriptions(context)).map(({ id }) => id);
  const folders: ExportFolder[] = [];
  for (const id of ids) folders.push(...(await readDefinedFolders(context, `/subscriptions/${id}`)));
  return folders;
}

async function readDefinedFolders(context: AzureContext, scope: string): Promise<ExportFolder[]> {
  const { session, places } = context;
  const call = {
    operation,
    bucket: `${session.settings.tenantId}/resource-manager`,
    place: `scope ${scope}`,
    priceMicroUsd: 0,
  };
  const first = `${places.resourceManager}${scope}/providers/Microsoft.CostManagement/exports?api-version=${apiVersion}`;
  await context.authenticate('resourceManagerScope');
  const { items, fault } = await readPages({
    operation,
    fetchPage: (link) =>
      session.calls.run(call, async (signal) =>
        pageSchema.parse(await context.readResourceManager(link ?? first, signal)),
      ),
    itemsOf: ({ value }) => value,
    nextTokenOf: ({ nextLink }) => nextLink,
    identityOf: ({ id }) => id.toLowerCase(),
  });
  if (fault !== null) throw fault;
  return items.flatMap((item) => toFolder(context, item));
}

/** None for an export of anything but bills, and for one that goes to no storage account by its id. */
function toFolder({ session }: AzureContext, { properties }: DefinedExport): ExportFolder[] {
  const { definition, deliveryInfo } = properties;
  const { resourceId, container, rootFolderPath } = deliveryInfo.destination;
  const account = /\/storageaccounts\/([a-z0-9]{3,24})$/i.exec(resourceId ?? '')?.[1]?.toLowerCase();
  if (!billTypes.has(definition.type.toLowerCase()) || account === undefined) return [];
  const { endpoint, cloud } = session.settings;
  const accountUrl =
    endpoint === undefined ? `https://${account}.${azureCloudOf(cloud).blobDomain}` : `${endpoint}/${account}`;
  return [{ accountUrl, container, folder: withoutOuterSlashes(rootFolderPath ?? '') }];
}
