import type { GpuHealth } from '@/lib/api/contracts/gpu-keys';
import type { GpuFilter } from '@/lib/api/contracts/gpus';
import type { FleetNode } from '@/lib/domain/gpu/fleet';
import type { DeviceCell, NodeCells } from './node-cells';

/** By what of its node a device is filtered and counted. The empty string: none, or not known. */
export const facetKeys = ['provider', 'site', 'cluster', 'model', 'team'] as const;
export type FacetKey = (typeof facetKeys)[number];

/** A node of which devices match. */
export interface MatchedNode extends NodeCells {
  slots: readonly number[];
}

export interface FleetMatch {
  nodes: readonly MatchedNode[];
  /** Devices by value of each key, under all filters but that on the key itself; the most first. */
  facets: Record<FacetKey, { value: string; gpus: number }[]>;
}

function facetValueOf(key: FacetKey, { node }: Pick<NodeCells, 'node'>): string {
  return node[key] ?? '';
}

/** What of the fleet matches a filter. */
export function matchFleet(nodes: Iterable<NodeCells>, filter: GpuFilter): FleetMatch {
  const wanted = facetKeys.flatMap((key) => {
    const values: readonly string[] | undefined = filter[key];
    return values === undefined ? [] : [{ key, values: new Set(values) }];
  });
  const matched: MatchedNode[] = [];
  const counts = new Map(facetKeys.map((key) => [key, new Map<string, number>()]));
  for (const one of nodes) {
    const failed = wanted.filter(({ key, values }) => !values.has(facetValueOf(key, one)));
    const [only] = failed;
    if (failed.length > 1) continue;
    const slots = matchDevices(one, filter);
    if (slots.length === 0) continue;
    for (const key of only === undefined ? facetKeys : [only.key]) {
      const value = facetValueOf(key, one);
      const ofKey = counts.get(key);
      const before = ofKey?.get(value);
      ofKey?.set(value, before === undefined ? slots.length : before + slots.length);
    }
    if (only === undefined) matched.push({ ...one, slots });
  }
  const toFacet = (key: FacetKey) =>
    [...(counts.get(key) ?? [])]
      .map(([value, gpus]) => ({ value, gpus }))
      .sort((one, other) => other.gpus - one.gpus || (one.value < other.value ? -1 : 1));
  return {
    nodes: matched,
    facets: {
      provider: toFacet('provider'),
      site: toFacet('site'),
      cluster: toFacet('cluster'),
      model: toFacet('model'),
      team: toFacet('team'),
    },
  };
}

function matchDevices({ cells }: NodeCells, { health, use }: GpuFilter): number[] {
  const slots: number[] = [];
  for (const [slot, cell] of cells.entries())
    if ((health?.includes(cell.health) ?? true) && (use?.includes(cell.use) ?? true)) slots.push(slot);
  return slots;
}

const worstFirst: readonly GpuHealth[] = ['failed', 'degraded', 'unknown'];

/** What of a node says how bad it is, and where it stands. */
export interface RankedNode {
  node: Pick<FleetNode, 'name' | 'site' | 'cluster'>;
  cells: readonly Pick<DeviceCell, 'health' | 'use'>[];
  slots: readonly number[];
}

/** Nodes with more failed devices first, then degraded, unknown, idle ones; else by name. */
export function sortWorstFirst<Node extends RankedNode>(nodes: readonly Node[]): Node[] {
  const ranked = nodes.map((one) => ({ one, rank: toRank(one) }));
  ranked.sort((left, right) => {
    for (const [place, count] of left.rank.entries()) {
      const difference = Number(right.rank[place]) - count;
      if (difference !== 0) return difference;
    }
    return left.one.node.name < right.one.node.name ? -1 : left.one.node.name > right.one.node.name ? 1 : 0;
  });
  return ranked.map(({ one }) => one);
}

function toRank({ cells, slots }: RankedNode): number[] {
  const rank = [0, 0, 0, 0];
  for (const slot of slots) {
    const cell = cells[slot];
    if (cell === undefined) continue;
    const place = worstFirst.indexOf(cell.health);
    if (place !== -1) rank[place] = Number(rank[place]) + 1;
    if (cell.use === 'idle') rank[3] = Number(rank[3]) + 1;
  }
  return rank;
}
