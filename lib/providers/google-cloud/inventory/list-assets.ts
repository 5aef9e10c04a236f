import type { InventoryItem } from '@/lib/domain/resource';
import { toRegionKind } from '../../contract/inventory/group-by-scope';
import { heldItems, readPages } from '../../contract/paging/read-pages';
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
  /** Those that were not told while it went on. */
  items: InventoryItem[];
  /** What could not be read of items that are named, by their region and kind as `toRegionKind` names them. */
  detailFaults: Map<string, ProviderError[]>;
  /** What the project is below: folders and organisation; empty when nothing was listed. */
  ancestors: ReadonlySet<string>;
  /** What kept the listing from its end; null when it got there. */
  fault: ProviderError | null;
}

/** Takes items off while a listing goes on. */
type TellItems = (items: InventoryItem[], ancestors: ReadonlySet<string>) => Promise<void>;

/** Lists the assets of these types in one project, in full; a long listing is told as it goes on. */
export async function listAssets(
  client: GoogleClient,
  project: string,
  kinds: readonly AssetKind[],
  tell: TellItems,
): Promise<AssetsListed> {
  const byType = new Map(kinds.map((kind) => [kind.assetType, kind]));
  const detailFaults = new Map<string, ProviderError[]>();
  const ancestors = new Set<string>();
  let nameless = false;
  const toItems = (asset: Asset): InventoryItem[] => {
    for (const ancestor of asset.ancestors) ancestors.add(ancestor);
    const kind = byType.get(asset.assetType ?? '');
    if (asset.name === undefined || asset.name === '') nameless = true;
    if (kind === undefined || !asset.name) return [];
    const { item, fault } = toItem(asset, asset.name, kind, project);
    if (fault !== null) {
      const key = toRegionKind(item);
      const known = detailFaults.get(key);
      if (known) known.push(fault);
      else detailFaults.set(key, [fault]);
    }
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
            ['assetTypes', toPattern([...byType.keys()])],
            ...(token === undefined ? [] : [['pageToken', token] satisfies [string, string]]),
          ],
          project,
        },
        assetPageSchema,
      ),
    itemsOf: ({ assets }) => assets.flatMap(toItems),
    nextTokenOf: ({ nextPageToken }) => nextPageToken,
    identityOf: ({ nativeId }) => nativeId,
    spill: { at: heldItems, take: (held) => tell(held, ancestors) },
  });
  return { items, detailFaults, ancestors, fault: fault ?? (nameless ? identityMissing() : null) };
}

/**
 * One pattern for all types: a type by itself that Cloud Asset Inventory does not know, because it is new or not offered
 * here, would spoil the whole request.
 */
function toPattern(types: readonly string[]): string {
  return types.map((type) => type.replaceAll('.', '\\.')).join('|');
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
