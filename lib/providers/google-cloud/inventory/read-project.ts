import type { Gap } from '@/lib/domain/provider-fault';
import type { InventoryItem } from '@/lib/domain/resource';
import type { Emit } from '../../contract/concurrency/stream-from';
import { toCompleteness, toGaps } from '../../contract/faults/to-gaps';
import { groupByScope } from '../../contract/inventory/group-by-scope';
import type { InventoryRead, InventoryScope } from '../../contract/provider';
import type { ProviderError } from '../../contract/provider-error';
import type { GoogleClient } from '../connect/google-client';
import { endsProject } from '../faults/ends-project';
import type { AssetKind } from './asset-kind';
import { type AssetsListed, listAssets } from './list-assets';
import type { Project } from './read-projects';

/** What the reading of one project tells the enumeration. */
export interface ProjectRead {
  /** The scopes in which something was listed. */
  scopes: InventoryScope[];
  /** Empty when every listing got to its end, so that the scopes are all there are. */
  gaps: Gap[];
}

/**
 * Lists one project group by group, and emits each group's scopes, parts of them first, before the next is listed. A
 * project that refuses the listing, or does not answer it, is asked no more; one that proves to be elsewhere gives nothing.
 */
export async function readProject(
  client: GoogleClient,
  { id: project, isBelowScope }: Project,
  connectionScope: string,
  groups: readonly (readonly AssetKind[])[],
  now: () => Date,
  emit: Emit<InventoryRead>,
): Promise<ProjectRead> {
  const scopes: InventoryScope[] = [];
  const failed: { kinds: readonly AssetKind[]; fault: ProviderError }[] = [];
  // Until an asset names the scope the project may still prove to be elsewhere, and nothing told can be taken back.
  let isPlaced = isBelowScope;
  for (const kinds of groups) {
    const told = new Map<string, InventoryScope>();
    let withheld: InventoryItem[] = [];
    const listed = await listAssets(client, project, kinds, async (items, ancestors) => {
      withheld = withheld.concat(items);
      isPlaced ||= ancestors.has(connectionScope);
      if (!isPlaced) return;
      const placed = withheld;
      withheld = [];
      for (const [key, { scope, items: ofScope }] of groupByScope(project, placed)) {
        told.set(key, scope);
        await emit({ type: 'part', scope, items: ofScope, readAt: now() });
      }
    });
    isPlaced ||= listed.ancestors.has(connectionScope);
    if (!isPlaced && listed.ancestors.size > 0) return { scopes: [], gaps: [] };
    if (listed.fault !== null) failed.push({ kinds, fault: listed.fault });
    for (const read of toScopeReads(project, told, { ...listed, items: [...withheld, ...listed.items] }, now())) {
      scopes.push(read.scope);
      await emit(read);
    }
    const isEmpty = listed.items.length === 0 && withheld.length === 0 && told.size === 0;
    if (isEmpty && listed.fault !== null && endsProject(listed.fault))
      return { scopes, gaps: toGaps([listed.fault], { account: project }) };
  }
  if (failed.length === groups.length) {
    const faults = failed.map(({ fault }) => fault);
    return { scopes, gaps: toGaps(faults, { account: project }) };
  }
  const gaps = failed.flatMap(({ kinds, fault }) =>
    [...new Set(kinds.map(({ kind }) => kind))].map((subject) => fault.toGap({ account: project, subject })),
  );
  return { scopes, gaps };
}

type ScopeRead = Extract<InventoryRead, { type: 'scope' }>;

/** `told`: the scopes of which parts were told; each comes to its end here, though nothing of it be left to tell. */
function toScopeReads(
  account: string,
  told: ReadonlyMap<string, InventoryScope>,
  { items, troubles, fault }: AssetsListed,
  readAt: Date,
): ScopeRead[] {
  return [...groupByScope(account, items, told.values())].map(([key, { scope, items: ofScope }]): ScopeRead => {
    const faults = [fault ?? [], troubles.faultsOf(key)].flat();
    return {
      type: 'scope',
      scope,
      listed: fault === null,
      result: {
        items: ofScope,
        completeness: toCompleteness(toGaps(faults, { account, region: scope.region, subject: scope.kind })),
        readAt,
        source: `cloudasset assets.list of ${account}`,
      },
    };
  });
}
