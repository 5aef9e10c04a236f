import type { Reach } from '@/lib/domain/access';

/** What a person can filter an inventory by; each a list of values of which one must match. */
export const filterKeys = [
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
export type FilterKey = (typeof filterKeys)[number];

/**
 * Which resources are asked for. `owner`, `team` and `gpuModel` take the empty string for none. `q` is a substring of
 * name, native id, owner or tags, whatever the case. Absence of a key means no restriction.
 */
export type InventoryFilter = Partial<Record<FilterKey, readonly string[]>> & {
  q?: string;
  presence?: 'present' | 'gone';
};

/** A question put to the inventory: what is asked for, who may see what, and which facts are too old to be told. */
export interface InventoryQuestion {
  filter: InventoryFilter;
  reach: Reach;
  now: Date;
}
