import type { InventoryItem } from '@/lib/domain/resource';
import { heldItems, readConvertedPages } from '../../contract/paging/read-pages';
import { ProviderError } from '../../contract/provider-error';
import type { GoogleClient } from '../connect/google-client';
import { type Asset, assetPageSchema } from './asset';
import type { AssetKind } from './asset-kind';
import { DocumentTroubles } from './document-troubles';
import { addSessions, hasSessions, haveSessions, type LinkSessions, routerType, withSessions } from './router-sessions';
import { toItem } from './to-item';

const operation = 'cloudasset:assets.list';
/** The most that one page may hold. */
const pageSize = '1000';

/** One listing of one project. */
export interface AssetsListed {
  /** Those that were not told while it went on. */
  items: InventoryItem[];
  /** What could not be read of items that are named. */
  troubles: DocumentTroubles;
  /** What the project is below: folders and organisation; empty when nothing was listed. */
  ancestors: ReadonlySet<string>;
  /** What kept the listing from its end; null when it got there. */
  fault: ProviderError | null;
}

/** Takes items off while a listing goes on. */
type TellItems = (items: InventoryItem[], ancestors: ReadonlySet<string>) => Promise<void>;

/** Of a router that could not be read, whatever may have sessions in its region is read in part. */
function tellRouters(troubles: DocumentTroubles, routers: readonly string[], items: readonly InventoryItem[]): void {
  const linked = Map.groupBy(items.filter(hasSessions), ({ region }) => region);
  for (const router of routers) {
    const [, region = ''] = /\/regions\/([^/]+)\//.exec(router) ?? [];
    const kinds = new Set((linked.get(region) ?? []).map(({ kind }) => kind));
    for (const kind of kinds) troubles.add({ region, kind }, 'DocumentUnreadable');
  }
}

/**
 * Lists the assets of these types in one project, in full; a long listing is told as it goes on, but for what has sessions of
 * routers, which may come last.
 */
export async function listAssets(
  client: GoogleClient,
  project: string,
  kinds: readonly AssetKind[],
  tell: TellItems,
): Promise<AssetsListed> {
  const byType = new Map(kinds.map((kind) => [kind.assetType, kind]));
  const troubles = new DocumentTroubles();
  const ancestors = new Set<string>();
  const sessions: LinkSessions = new Map();
  const types = [...byType.keys(), ...(haveSessions(kinds) ? [routerType] : [])];
  const late: InventoryItem[] = [];
  let nameless = false;
  const unreadableRouters: string[] = [];
  const toItems = (asset: Asset): InventoryItem[] => {
    const kind = byType.get(asset.assetType ?? '');
    if (asset.name === undefined || asset.name === '') nameless = true;
    if (asset.assetType === routerType && asset.name) {
      try {
        addSessions(sessions, asset.resource?.data, asset.name);
      } catch {
        unreadableRouters.push(asset.name);
      }
    }
    if (kind === undefined || !asset.name) return [];
    const { item, trouble } = toItem(asset, asset.name, kind, project);
    if (trouble !== null) troubles.add(item, trouble);
    return [item];
  };
  const { items, fault } = await readConvertedPages({
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
            ['assetTypes', toPattern(types)],
            ...(token === undefined ? [] : [['pageToken', token] satisfies [string, string]]),
          ],
          project,
        },
        assetPageSchema,
      ),
    itemsOf: ({ assets }) => assets,
    nextTokenOf: ({ nextPageToken }) => nextPageToken,
    identityOf: (asset) => asset.name ?? JSON.stringify(asset),
    convert: (assets) => {
      for (const asset of assets) for (const ancestor of asset.ancestors) ancestors.add(ancestor);
      return assets.flatMap(toItems);
    },
    spill: {
      at: heldItems,
      take: (held) => {
        late.push(...held.filter(hasSessions));
        return tell(
          held.filter((item) => !hasSessions(item)),
          ancestors,
        );
      },
    },
  });
  const isWhole = fault === null && !nameless && unreadableRouters.length === 0;
  tellRouters(troubles, unreadableRouters, [...late, ...items]);
  return {
    items: withSessions([...late, ...items], sessions, isWhole),
    troubles,
    ancestors,
    fault: fault ?? (nameless ? identityMissing() : null),
  };
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
