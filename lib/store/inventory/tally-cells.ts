import type { Reach } from '@/lib/domain/access';
import type { Dictionaries } from './cell-store';
import { type CellDimension, cellDimensions, forEachDimension } from './facet-cells';
import type { FilterKey, InventoryFilter } from './inventory-filter';
import { toReachTest } from './reach-test';
import type { CellSet, ScopeCells } from './scope-cells';

/** Of each facet, resources by value that pass every filter but the facet's own. */
export type FacetTally = Record<FilterKey, Map<string, number>>;

/** What cells are held against. */
interface Sieve {
  filter: InventoryFilter;
  providerOf: Map<string, string>;
  /** Null: everything is within reach. */
  isWithin: ((site: number | undefined, team: number | undefined) => boolean) | null;
  /** One flag a code for each dimension that is filtered. */
  passes: { dimension: CellDimension; flags: Uint8Array }[];
  unknownStatus: number;
}

/** How many resources pass a filter, within a reach. `providerOf` names each connection's provider. */
export function countCellsPassing(
  { dictionaries, scopes }: CellSet,
  filter: InventoryFilter,
  reach: Reach,
  providerOf: Map<string, string>,
): number {
  const sieve = toSieve(dictionaries, filter, reach, providerOf);
  let total = 0;
  for (const scope of scopes) if (findFailed(scope, sieve).length === 0) total += countPassing(scope, sieve);
  return total;
}

/** Counts every facet under a filter, within a reach. `providerOf` names each connection's provider. */
export function tallyFacets(
  { dictionaries, scopes }: CellSet,
  filter: InventoryFilter,
  reach: Reach,
  providerOf: Map<string, string>,
): FacetTally {
  const sieve = toSieve(dictionaries, filter, reach, providerOf);
  const sums = forEachDimension((dimension) => new Float64Array(dictionaries[dimension].size));
  const facets = makeFacets();
  for (const scope of scopes) {
    const [own, ...others] = findFailed(scope, sieve);
    if (others.length > 0) continue;
    if (own !== undefined) {
      add(facets[own[0]], own[1], countPassing(scope, sieve));
      continue;
    }
    const passed = spreadPassing(scope, sieve, sums);
    for (const [key, value] of fixedValues(scope, sieve)) add(facets[key], value, passed);
  }
  for (const dimension of cellDimensions)
    sums[dimension].forEach((count, code) => {
      add(facets[dimension], dictionaries[dimension].decode(code), count);
    });
  return facets;
}

function toSieve(
  dictionaries: Dictionaries,
  filter: InventoryFilter,
  reach: Reach,
  providerOf: Map<string, string>,
): Sieve {
  // Before flags are taken: it may be new.
  const unknownStatus = dictionaries.status.encode('unknown');
  const passes = cellDimensions.flatMap((dimension) => {
    const wanted = filter[dimension];
    return wanted ? [{ dimension, flags: dictionaries[dimension].test((value) => wanted.includes(value)) }] : [];
  });
  const isWithin = reach.everything ? null : toReachTest(dictionaries, reach);
  return { filter, providerOf, isWithin, passes, unknownStatus };
}

/** What all cells of a scope have in common. */
function fixedValues(scope: ScopeCells, { providerOf }: Sieve): [FilterKey, string][] {
  return [
    ['connection', scope.connectionId],
    ['provider', providerOf.get(scope.connectionId) ?? ''],
    ['account', scope.account],
    ['kind', scope.kind],
  ];
}

function findFailed(scope: ScopeCells, sieve: Sieve): [FilterKey, string][] {
  return fixedValues(scope, sieve).filter(([key, value]) => sieve.filter[key]?.includes(value) === false);
}

function countPassing(scope: ScopeCells, sieve: Sieve): number {
  const { isWithin, passes } = sieve;
  if (isWithin === null && passes.length === 0) return scope.present;
  const { codes, counts, length } = scope;
  const columns = passes.map(({ dimension, flags }) => ({ flags, codes: codesOf(scope, dimension, sieve) }));
  let passed = 0;
  cells: for (let cell = 0; cell < length; cell++) {
    if (isWithin !== null && !isWithin(codes.site[cell], codes.team[cell])) continue;
    for (const column of columns) if (column.flags[column.codes[cell] ?? -1] !== 1) continue cells;
    passed += counts[cell] ?? Number.NaN;
  }
  return passed;
}

/** Counts cells by value of every dimension: those that pass all, and for each dimension those that fail its filter alone. */
function spreadPassing(scope: ScopeCells, sieve: Sieve, sums: Record<CellDimension, Float64Array>): number {
  const { isWithin, passes } = sieve;
  const { codes, counts, length } = scope;
  const all = cellDimensions.map((dimension) => ({ codes: codesOf(scope, dimension, sieve), sums: sums[dimension] }));
  const columns = passes.map(({ dimension, flags }) => ({
    flags,
    codes: codesOf(scope, dimension, sieve),
    sums: sums[dimension],
  }));
  let passed = 0;
  cells: for (let cell = 0; cell < length; cell++) {
    if (isWithin !== null && !isWithin(codes.site[cell], codes.team[cell])) continue;
    let failing: (typeof columns)[number] | null = null;
    for (const column of columns)
      if (column.flags[column.codes[cell] ?? -1] !== 1) {
        if (failing !== null) continue cells;
        failing = column;
      }
    const count = counts[cell] ?? Number.NaN;
    if (failing !== null) {
      bump(failing.sums, failing.codes[cell], count);
      continue;
    }
    passed += count;
    for (const column of all) bump(column.sums, column.codes[cell], count);
  }
  return passed;
}

/** A dimension's code of each cell; in an expired scope every status is unknown. */
function codesOf({ codes, expired, length }: ScopeCells, dimension: CellDimension, sieve: Sieve): Uint32Array {
  return dimension === 'status' && expired ? new Uint32Array(length).fill(sieve.unknownStatus) : codes[dimension];
}

function bump(sums: Float64Array, code: number | undefined, count: number): void {
  if (code !== undefined) sums[code] = (sums[code] ?? Number.NaN) + count;
}

function add(counts: Map<string, number>, value: string, count: number): void {
  if (count === 0) return;
  const before = counts.get(value);
  counts.set(value, before === undefined ? count : before + count);
}

function makeFacets(): FacetTally {
  return {
    kind: new Map(),
    provider: new Map(),
    connection: new Map(),
    account: new Map(),
    region: new Map(),
    status: new Map(),
    site: new Map(),
    team: new Map(),
    owner: new Map(),
    gpuModel: new Map(),
  };
}
