import type { Reach } from '@/lib/domain/access';
import type { Dictionaries } from './cell-store';
import { type CellDimension, cellDimensions, forEachDimension } from './facet-cells';
import type { FilterKey, InventoryFilter } from './inventory-filter';
import { toReachTest } from './reach-test';
import type { CellSet, ScopeCells } from './scope-cells';

export interface Tally {
  /** Resources that pass every filter. */
  total: number;
  /** Of each facet, resources by value that pass every filter but the facet's own. */
  facets: Record<FilterKey, Map<string, number>>;
}

/** What cells are counted against, and where the counts gather. */
interface Counting {
  dictionaries: Dictionaries;
  filter: InventoryFilter;
  isWithin: ReturnType<typeof toReachTest>;
  providerOf: Map<string, string>;
  /** One flag a code for each dimension that is filtered. */
  passes: Partial<Record<CellDimension, Uint8Array>>;
  unknownStatus: number;
  byCode: Record<CellDimension, Float64Array>;
  tally: Tally;
}

/** Counts cells under a filter, within a reach. `providerOf` names each connection's provider. */
export function tallyCells(
  { dictionaries, scopes }: CellSet,
  filter: InventoryFilter,
  reach: Reach,
  providerOf: Map<string, string>,
): Tally {
  // Before the sizes are taken: it may be new.
  const unknownStatus = dictionaries.status.encode('unknown');
  const counting: Counting = {
    dictionaries,
    filter,
    providerOf,
    unknownStatus,
    isWithin: toReachTest(dictionaries, reach),
    passes: toPasses(dictionaries, filter),
    byCode: forEachDimension((dimension) => new Float64Array(dictionaries[dimension].size)),
    tally: { total: 0, facets: forEachKey(() => new Map<string, number>()) },
  };
  for (const scope of scopes) tallyScope(scope, counting);
  const { tally, byCode } = counting;
  for (const dimension of cellDimensions)
    byCode[dimension].forEach((count, code) => {
      add(tally.facets[dimension], dictionaries[dimension].decode(code), count);
    });
  return tally;
}

function toPasses(dictionaries: Dictionaries, filter: InventoryFilter): Counting['passes'] {
  const passes: Counting['passes'] = {};
  for (const dimension of cellDimensions) {
    const wanted = filter[dimension];
    if (wanted !== undefined) passes[dimension] = dictionaries[dimension].test((value) => wanted.includes(value));
  }
  return passes;
}

function tallyScope(scope: ScopeCells, counting: Counting): void {
  const { filter, providerOf, tally } = counting;
  const fixed: [FilterKey, string][] = [
    ['connection', scope.connectionId],
    ['provider', providerOf.get(scope.connectionId) ?? ''],
    ['account', scope.account],
    ['kind', scope.kind],
  ];
  const failed = fixed.filter(([key, value]) => filter[key]?.includes(value) === false);
  if (failed.length > 1) return;
  const [own] = failed;
  const passed = sift(scope, counting, own === undefined);
  if (own !== undefined) {
    add(tally.facets[own[0]], own[1], passed);
    return;
  }
  tally.total += passed;
  for (const [key, value] of fixed) add(tally.facets[key], value, passed);
}

/**
 * Resources of a scope that pass every filter of its cells. Where `spread`, those that fail at most one are also counted
 * by value of each dimension they may fail.
 */
function sift(scope: ScopeCells, counting: Counting, spread: boolean): number {
  const { passes, isWithin, byCode, unknownStatus } = counting;
  const { codes, counts, weight, length, expired } = scope;
  const statuses = expired ? new Uint32Array(length).fill(unknownStatus) : codes.status;
  const codesOf = (dimension: CellDimension) => (dimension === 'status' ? statuses : codes[dimension]);
  const columns = cellDimensions.map((dimension) => ({ codes: codesOf(dimension), sums: byCode[dimension] }));
  const sieves = cellDimensions.flatMap((dimension, column) => {
    const flags = passes[dimension];
    return flags === undefined ? [] : [{ codes: codesOf(dimension), flags, column }];
  });
  let passed = 0;
  for (let cell = 0; cell < length; cell++) {
    if (!isWithin(codes.site[cell], codes.team[cell])) continue;
    let fails = 0;
    let failing = -1;
    for (const sieve of sieves)
      if (sieve.flags[sieve.codes[cell] ?? -1] !== 1) {
        fails++;
        failing = sieve.column;
        if (fails > 1) break;
      }
    if (fails > 1 || (fails === 1 && !spread)) continue;
    const count = (counts[cell] ?? Number.NaN) * weight;
    if (fails === 0) {
      passed += count;
      if (spread) for (const column of columns) bump(column.sums, column.codes[cell], count);
    } else {
      const column = columns[failing];
      if (column !== undefined) bump(column.sums, column.codes[cell], count);
    }
  }
  return passed;
}

function bump(sums: Float64Array, code: number | undefined, count: number): void {
  if (code !== undefined) sums[code] = (sums[code] ?? Number.NaN) + count;
}

function add(counts: Map<string, number>, value: string, count: number): void {
  if (count === 0) return;
  const before = counts.get(value);
  if (before === undefined) counts.set(value, count);
  else if (before + count === 0) counts.delete(value);
  else counts.set(value, before + count);
}

function forEachKey<T>(make: () => T): Record<FilterKey, T> {
  return {
    kind: make(),
    provider: make(),
    connection: make(),
    account: make(),
    region: make(),
    status: make(),
    site: make(),
    team: make(),
    owner: make(),
    gpuModel: make(),
  };
}
