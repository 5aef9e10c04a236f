import type { Reach } from '@/lib/domain/access';
import { type CellDimension, cellDimensions, forEachDimension } from './facet-cells';
import type { FilterKey, InventoryFilter } from './inventory-filter';
import type { ScopeCells } from './scope-cells';

export interface Tally {
  /** Resources that pass every filter. */
  total: number;
  /** Of each facet, resources by value that pass every filter but the facet's own. */
  facets: Record<FilterKey, Map<string, number>>;
}

/** What one scope is counted against. */
interface Sieve {
  filter: InventoryFilter;
  reach: Reach;
  providerOf: Map<string, string>;
}

/** Counts cells under a filter, within a reach. `providerOf` names each connection's provider. */
export function tallyCells(
  scopes: ScopeCells[],
  filter: InventoryFilter,
  reach: Reach,
  providerOf: Map<string, string>,
): Tally {
  const tally: Tally = { total: 0, facets: forEachKey(() => new Map<string, number>()) };
  for (const scope of scopes) tallyScope(scope, { filter, reach, providerOf }, tally);
  return tally;
}

function tallyScope(scope: ScopeCells, sieve: Sieve, tally: Tally): void {
  const fixed: [FilterKey, string][] = [
    ['connection', scope.connectionId],
    ['provider', sieve.providerOf.get(scope.connectionId) ?? ''],
    ['account', scope.account],
    ['kind', scope.kind],
  ];
  const failed = fixed.filter(([key, value]) => sieve.filter[key]?.includes(value) === false);
  if (failed.length > 1) return;
  const failedKey = failed[0]?.[0] ?? null;

  const { passed, byValue } = sift(scope, sieve, failedKey !== null);
  if (failedKey === null) {
    tally.total += passed;
    for (const [key, value] of fixed) add(tally.facets[key], value, passed);
    for (const dimension of cellDimensions)
      byValue[dimension].forEach((count, code) => {
        add(tally.facets[dimension], valuesOf(scope, dimension)[code] ?? '', count);
      });
  } else {
    const [, value] = failed[0] ?? [failedKey, ''];
    add(tally.facets[failedKey], value, passed);
  }
}

/** Cells of a scope that pass every filter, and by value of each dimension those that fail at most that one's. */
function sift(
  { table, weight, ...scope }: ScopeCells,
  { filter, reach }: Sieve,
  mustPassAll: boolean,
): { passed: number; byValue: Record<CellDimension, Float64Array> } {
  const lists = (dimension: CellDimension) => valuesOf({ table, weight, ...scope }, dimension);
  const byValue = forEachDimension((dimension) => new Float64Array(lists(dimension).length));
  const active = cellDimensions.flatMap((dimension) => {
    const wanted = filter[dimension];
    if (wanted === undefined) return [];
    return [
      { dimension, codes: table.codes[dimension], allowed: lists(dimension).map((value) => wanted.includes(value)) },
    ];
  });
  const within = toReachTest(table, reach);
  let passed = 0;
  for (let cell = 0; cell < table.length; cell++) {
    if (!within(cell)) continue;
    let failing: CellDimension | null = null;
    let fails = 0;
    for (const { dimension, codes, allowed } of active)
      if (!allowed[codes[cell] ?? -1]) {
        failing = dimension;
        if (++fails > 1) break;
      }
    if (fails > 1 || (fails === 1 && mustPassAll)) continue;
    const count = (table.counts[cell] ?? Number.NaN) * weight;
    if (failing !== null) {
      bump(byValue[failing], table.codes[failing][cell], count);
      continue;
    }
    passed += count;
    if (!mustPassAll)
      for (const dimension of cellDimensions) bump(byValue[dimension], table.codes[dimension][cell], count);
  }
  return { passed, byValue };
}

function toReachTest({ values, codes }: ScopeCells['table'], reach: Reach): (cell: number) => boolean {
  if (reach.everything) return () => true;
  const sites = values.site.map((site) => reach.sites.includes(site));
  const teams = values.team.map((team) => team !== '' && reach.teams.includes(team));
  return (cell) => sites[codes.site[cell] ?? -1] === true || teams[codes.team[cell] ?? -1] === true;
}

/** The values of a dimension by code; every status of an expired scope is unknown. */
function valuesOf({ table, expired }: ScopeCells, dimension: CellDimension): string[] {
  const values = table.values[dimension];
  return dimension === 'status' && expired ? values.map(() => 'unknown') : values;
}

function bump(counts: Float64Array, code: number | undefined, count: number): void {
  if (code !== undefined) counts[code] = (counts[code] ?? Number.NaN) + count;
}

function add(counts: Map<string, number>, value: string, count: number): void {
  const before = counts.get(value);
  if (count !== 0) counts.set(value, before === undefined ? count : before + count);
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
