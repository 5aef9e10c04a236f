/** What the list can be sorted by. Apart from the contracts, so that an address can be read without them. */
export const inventorySortKeys = [
  'name',
  'kind',
  'account',
  'region',
  'status',
  'gpuCount',
  'firstSeenAt',
  'createdAt',
] as const;

/** Facets a person can filter by. `owner`, `team`, `gpuModel` take the empty string for "none". */
export const inventoryFacetKeys = [
  'kind',
  'provider',
  'connection',
  'account',
  'region',
  'status',
  'site',
  'team',
  'owner',
  'gpuModel',
] as const;
export type InventoryFacetKey = (typeof inventoryFacetKeys)[number];
