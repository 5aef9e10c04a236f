import type { InventoryFacetKey } from '@/lib/api/contracts/inventory';
import { nameProvider } from '@/lib/format/provider-words';
import { isLifecycleState, lifecycleWords, nameKind } from '@/lib/format/resource-words';

/** The facets in the order they stand, with their names. Those that are open at first come first. */
export const facetTitles: ReadonlyArray<{ key: InventoryFacetKey; title: string; isOpen: boolean }> = [
  { key: 'kind', title: 'Kind', isOpen: true },
  { key: 'status', title: 'Status', isOpen: true },
  { key: 'provider', title: 'Provider', isOpen: true },
  { key: 'region', title: 'Region', isOpen: true },
  { key: 'account', title: 'Account', isOpen: true },
  { key: 'gpuModel', title: 'Accelerator', isOpen: true },
  { key: 'site', title: 'Site', isOpen: false },
  { key: 'team', title: 'Team', isOpen: false },
  { key: 'owner', title: 'Owner', isOpen: false },
  { key: 'connection', title: 'Connection', isOpen: false },
];

/** What a value of a facet is called. `label` is the API's own name for it, empty where it was not counted and stands for none. */
export function nameFacetValue(key: InventoryFacetKey, value: string, label: string): string {
  if (key === 'kind') return nameKind(value);
  if (key === 'status' && isLifecycleState(value)) return lifecycleWords[value].word;
  if (key === 'provider') return nameProvider(value);
  return label === '' ? 'None' : label;
}
