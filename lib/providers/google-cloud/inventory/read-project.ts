import type { Gap } from '@/lib/domain/provider-fault';
import type { InventoryItem } from '@/lib/domain/resource';
import type { Emit } from '../../contract/concurrency/stream-from';
import { toCompleteness, toGaps } from '../../contract/faults/to-gaps';
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
 * Lists one project group by group, and emits each group's scopes before the next is listed. A project that refuses the
 * listing, or does not answer it, is asked no more; one that proves to be elsewhere gives nothing.
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
  for (const kinds of groups) {
    const listed = await listAssets(client, project, kinds);
    if (!isBelowScope && listed.ancestors.size > 0 && !listed.ancestors.has(connectionScope))
      return { scopes: [], gaps: [] };
    if (listed.fault !== null) failed.push({ kinds, fault: listed.fault });
    for (const read of toScopeReads(project, listed, now())) {
      scopes.push(read.scope);
      await emit(read);
    }
    if (listed.items.length === 0 && listed.fault !== null && endsProject(listed.fault))
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

function toScopeReads(account: string, { items, detailFaults, fault }: AssetsListed, readAt: Date): ScopeRead[] {
  const byScope = new Map<string, InventoryItem[]>();
  for (const item of items) {
    const key = `${item.region} ${item.kind}`;
    const scope = byScope.get(key);
    if (scope) scope.push(item);
    else byScope.set(key, [item]);
  }
  return [...byScope.values()].flatMap((ofScope): ScopeRead[] => {
    const [first] = ofScope;
    if (first === undefined) return [];
    const { region, kind } = first;
    const faults = [fault ?? [], ...ofScope.map(({ nativeId }) => detailFaults.get(nativeId) ?? [])].flat();
    return [
      {
        type: 'scope',
        scope: { account, region, kind },
        listed: fault === null,
        result: {
          items: ofScope,
          completeness: toCompleteness(toGaps(faults, { account, region, subject: kind })),
          readAt,
          source: `cloudasset assets.list of ${account}`,
        },
      },
    ];
  });
}
