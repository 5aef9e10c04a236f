import type { Reach } from '@/lib/domain/access';
import type { Dictionaries } from './cell-store';
import { type CellDimension, cellDimensions, forEachDimension } from './facet-cells';
import type { FilterKey, InventoryFilter } from './inventory-filter';
import { toReachTest } from './reach-test';
import type { CellSet, ScopeCells } from './scope-cells';

/** Of each facet, resources by value that pass every filter but the facet's own. */
export type FacetTally = Record<FilterKey, Map<string, number>>;

/** What all cells of a scope have in common. */
const fixedKeys = ['connection', 'provider', 'account', 'kind'] as const;
type FixedKey = (typeof fixedKeys)[number];

/** What cells are held against. */
interface Sieve {
  providerOf: Map<string, string>;
  /** What all cells of a scope have in common, as far as it is filtered. */
  fixed: { key: FixedKey; wanted: ReadonlySet<string> }[];
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
      add(facets[own], toFixedValue(scope, own, sieve), countPassing(scope, sieve));
      continue;
    }
    const passed = spreadPassing(scope, sieve, sums);
    for (const key of fixedKeys) add(facets[key], toFixedValue(scope, key, sieve), passed);
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
  const fixed = fixedKeys.flatMap((key) => {
    const wanted = filter[key];
    return wanted ? [{ key, wanted: new Set(wanted) }] : [];
  });
  return { providerOf, fixed, isWithin, passes, unknownStatus };
}

function toFixedValue(scope: ScopeCells, key: FixedKey, { providerOf }: Sieve): string {
  if (key === 'connection') return scope.connectionId;
  return key === 'provider' ? (providerOf.get(scope.connectionId) ?? '') : scope[key];
}

function findFailed(scope: ScopeCells, sieve: Sieve): FixedKey[] {
  const failed: FixedKey[] = [];
  for (const { key, wanted } of sieve.fixed) if (!wanted.has(toFixedValue(scope, key, sieve))) failed.push(key);
  return failed;
}

function countPassing(scope: ScopeCells, sieve: Sieve): number {
  const { isWithin, passes } = sieve;
  if (isWithin === null && passes.length === 0) return scope.present;
  const { codes, counts, length } = scope;
  const columns = passes.map(({ dimension, flags }) => ({ flags, codes: codesOf(scope, dimension, sieve) }));
  const [only, ...more] = columns;
  if (isWithin === null && only !== undefined && more.length === 0) return sumFlagged(counts, only.codes, only.flags);
  const passing = counts.slice(0, length);
  if (isWithin !== null)
    for (let cell = 0; cell < length; cell++) if (!isWithin(codes.site[cell], codes.team[cell])) passing[cell] = 0;
  // One column at a time, over memory as it lies: there may be as many cells as resources.
  for (const column of columns) keepFlagged(passing, column.codes, column.flags);
  let passed = 0;
  for (let cell = 0; cell < length; cell++) passed += passing[cell] ?? Number.NaN;
  return passed;
}

function sumFlagged(counts: Uint32Array, codes: Uint32Array, flags: Uint8Array): number {
  let sum = 0;
  for (let cell = 0; cell < counts.length; cell++)
    if (flags[codes[cell] ?? -1] === 1) sum += counts[cell] ?? Number.NaN;
  return sum;
}

/** Leaves no count where the code is not flagged. */
function keepFlagged(counts: Uint32Array, codes: Uint32Array, flags: Uint8Array): void {
  for (let cell = 0; cell < counts.length; cell++) if (flags[codes[cell] ?? -1] !== 1) counts[cell] = 0;
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
