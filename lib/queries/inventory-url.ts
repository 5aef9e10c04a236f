import {
  createLoader,
  createSerializer,
  type inferParserType,
  parseAsNativeArrayOf,
  parseAsString,
  parseAsStringLiteral,
} from 'nuqs/server';
import { type InventoryFacetKey, inventoryFacetKeys, inventorySortKeys } from '@/lib/api/contracts/inventory-keys';
import { providerIds } from '@/lib/domain/provider';
import { lifecycleStates, resourceKinds } from '@/lib/domain/resource';

/** What of the Inventory's address the API also takes: the same names, the same repeated keys. */
export const inventoryFilterParsers = {
  q: parseAsString,
  kind: parseAsNativeArrayOf(parseAsStringLiteral(resourceKinds)),
  provider: parseAsNativeArrayOf(parseAsStringLiteral(providerIds)),
  connection: parseAsNativeArrayOf(parseAsString),
  account: parseAsNativeArrayOf(parseAsString),
  region: parseAsNativeArrayOf(parseAsString),
  status: parseAsNativeArrayOf(parseAsStringLiteral(lifecycleStates)),
  site: parseAsNativeArrayOf(parseAsString),
  team: parseAsNativeArrayOf(parseAsString),
  owner: parseAsNativeArrayOf(parseAsString),
  gpuModel: parseAsNativeArrayOf(parseAsString),
  presence: parseAsStringLiteral(['present', 'gone']).withDefault('present'),
};

export const inventorySortParsers = {
  sort: parseAsStringLiteral(inventorySortKeys).withDefault('name'),
  order: parseAsStringLiteral(['asc', 'desc']).withDefault('asc'),
};

/** The whole state of the Inventory that its address holds. `selected` is the resource in the split panel. */
export const inventoryParsers = { ...inventoryFilterParsers, ...inventorySortParsers, selected: parseAsString };

export type InventoryFilterState = inferParserType<typeof inventoryFilterParsers>;
export type InventorySortState = inferParserType<typeof inventorySortParsers>;
export type InventoryUrlState = inferParserType<typeof inventoryParsers>;

/** Reads the state from a page's search parameters, on the server. What is not understood is left out. */
export const loadInventoryUrl = createLoader(inventoryParsers);

/** The query string, with its question mark, of filters and order; empty when all is as by default. */
export const serialiseInventoryList = createSerializer({ ...inventoryFilterParsers, ...inventorySortParsers });

/** No filter at all, to write over any. */
export const clearedInventoryFilters = {
  q: null,
  kind: null,
  provider: null,
  connection: null,
  account: null,
  region: null,
  status: null,
  site: null,
  team: null,
  owner: null,
  gpuModel: null,
} satisfies Record<Exclude<keyof InventoryFilterState, 'presence'>, null>;

/** How many filters narrow the list. Each facet counts once, however many of its values are chosen. */
export function countInventoryFilters(filters: InventoryFilterState): number {
  const facets = inventoryFacetKeys.filter((key: InventoryFacetKey) => filters[key].length > 0).length;
  return facets + (filters.q ? 1 : 0);
}

/** The state with one facet's values replaced. Values that the facet cannot take are left out. */
export function withFacet(state: InventoryFilterState, key: InventoryFacetKey, values: readonly string[]) {
  const search = new URLSearchParams(createSerializer(inventoryFilterParsers)(state));
  search.delete(key);
  for (const value of values) search.append(key, value);
  return createLoader(inventoryFilterParsers)(search);
}
