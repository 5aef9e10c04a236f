import type { Holding } from '@/lib/domain/workload';
import { expandRanges } from './expand-hostlist';
import { type Gres, parseGres } from './parse-gres';
import { isSliceType } from './to-model';

/** No node has more devices; what is written beyond that is no list of them. */
const devicesOfNode = 1024;

/**
 * What a job holds on its nodes, from the text that `gres_detail` has for each of them, in their order. Nodes on which it
 * holds no device or part of one are left out. A node where it holds parts of devices has no count of whole ones. Null
 * where the texts are not one a node, so that nobody tells which is whose.
 */
export function toHoldings(nodes: readonly string[], details: readonly (string | null)[]): Holding[] | null {
  if (nodes.length !== details.length) return null;
  return nodes.flatMap((node, position) => {
    const held = toHeld(details[position] ?? null);
    return held === null ? [] : [{ node, ...held }];
  });
}

/** Null where the node has no device of the job. */
function toHeld(detail: string | null): Pick<Holding, 'count' | 'indexes'> | null {
  const parsed = parseGres(detail);
  if (parsed === null) return { count: null, indexes: null };
  const devices = parsed.filter(isDevice);
  if (devices.length === 0) return null;
  if (devices.some(({ name, type }) => name === 'shard' || isSliceType(type))) return { count: null, indexes: null };
  const count = devices.reduce((sum, { count }) => sum + count, 0);
  return { count, indexes: toIndexes(detail ?? '', count) };
}

/** Null unless as many are named as there are. */
function toIndexes(detail: string, count: number): number[] | null {
  const lists = [...detail.matchAll(/(?:^|,)\s*(?:gres[/:])?gpu[^(),]*\(IDX:([^()]*)\)/g)].map(([, list = '']) => list);
  const named = lists.filter((list) => list !== '').map((list) => expandRanges(list, devicesOfNode));
  const indexes = named.flatMap((list) => list ?? []).map(Number);
  const isWhole = named.every((list) => list !== null) && new Set(indexes).size === count;
  return isWhole && indexes.length === count ? indexes.sort((left, right) => left - right) : null;
}

function isDevice({ name, count }: Gres): boolean {
  return (name === 'gpu' || name === 'shard') && count > 0;
}
