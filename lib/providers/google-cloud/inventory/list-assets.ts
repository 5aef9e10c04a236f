import type { InventoryItem } from '@/lib/domain/resource';
import { readPages } from '../../contract/paging/read-pages';
import { ProviderError } from '../../contract/provider-error';
import type { GoogleClient } from '../connect/google-client';
import { type Asset, assetPageSchema } from './asset';
import type { AssetKind } from './asset-kind';
import { toItem } from './to-item';

const operation = 'cloudasset:assets.list';
/** The most that one page may hold. */
const pageSize = '1000';

/** One listing of one project. */
export interface AssetsListed {
  items: InventoryItem[];
  /** What could not be read of items that are named, by their native id. */
  detailFaults: Map<string, ProviderError>;
  /** What kept the listing from its end; null when it got there. */
  fault: ProviderError | null;
}

/** Lists the assets of these types in one project, in full. */
export async function listAssets(
  client: GoogleClient,
  project: string,
  kinds: readonly AssetKind[],
): Promise<AssetsListed> {
  const byType = new Map(kinds.map((kind) => [kind.assetType, kind]));
  const detailFaults = new Map<string, ProviderError>();
  let nameless = false;
  const toItems = (asset: Asset): InventoryItem[] => {
    const kind = byType.get(asset.assetType ?? '');
    if (asset.name === undefined || asset.name === '') nameless = true;
    if (kind === undefined || !asset.name) return [];
    const { item, fault } = toItem(asset, asset.name, kind, project);
    if (fault !== null) detailFaults.set(item.nativeId, fault);
    return [item];
  };
  const { items, fault } = await readPages({
    operation,
    fetchPage: (token) =>
      client.call(
        {
          operation,
          api: 'cloudasset',
          path: `/v1/projects/${project}/assets`,
          query: [
            ['contentType', 'RESOURCE'],
            ['pageSize', pageSize],
            ...[...byType.keys()].map((type): [string, string] => ['assetTypes', type]),
            ...(token === undefined ? [] : [['pageToken', token] satisfies [string, string]]),
          ],
          project,
        },
        assetPageSchema,
      ),
    itemsOf: ({ assets }) => assets.flatMap(toItems),
    nextTokenOf: ({ nextPageToken }) => nextPageToken,
    identityOf: ({ nativeId }) => nativeId,
  });
  return { items, detailFaults, fault: fault ?? (nameless ? identityMissing() : null) };
}

function identityMissing(): ProviderError {
  return new ProviderError({
    kind: 'response-unexpected',
    code: 'IdentityMissing',
    operation,
    message: `${operation} listed a thing without its name.`,
    remedy: 'Check that the endpoint is a Google Cloud API; if it is Google’s own, wait for the next collection.',
  });
}
