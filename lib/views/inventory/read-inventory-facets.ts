import { requirePermission } from '@/lib/access/authorise';
import type { InventoryFacetKey, InventoryFacets, InventoryFilter } from '@/lib/api/contracts/inventory';
import { type CollectionState, readCollectionState } from '@/lib/store/inventory/collection-state';
import { unknownGpuModel } from '@/lib/store/inventory/facet-cells';
import { readFacets } from '@/lib/store/inventory/read-facets';
import { isFloor, readVisibleSources } from '@/lib/views/sources/visible-sources';
import type { ViewContext } from '@/lib/views/view-context';
import { keepAnswering } from './answering-sources';

const valuesShown = 50;

/**
 * How many resources stand under each value of each facet, all filters applied but the facet's own. `more` also where
 * matches were not all looked at: a value may be missing.
 */
export async function readInventoryFacets(
  { actor, database, now }: ViewContext,
  filter: InventoryFilter,
): Promise<InventoryFacets> {
  const reach = requirePermission(actor, 'inventory:read');
  const { pool } = database;
  const state = await readCollectionState(pool, now);
  const [{ facets, atLeast }, sources] = await Promise.all([
    readFacets(pool, { filter, reach, now }, state),
    readVisibleSources(pool, state, reach, now),
  ]);
  const isOpen = (key: InventoryFacetKey, value: string) =>
    atLeast || isFloor(keepAnswering(sources, { ...filter, [key]: [value] }));
  const toFacet = (key: InventoryFacetKey) => {
    const counted = [...facets[key]].sort(([a, left], [b, right]) => right - left || (a < b ? -1 : 1));
    const chosen = counted.filter(([value], index) => index < valuesShown || filter[key]?.some((one) => one === value));
    return {
      values: chosen.map(([value, count]) => ({
        value,
        label: toLabel(key, value, state),
        count: { value: count, atLeast: isOpen(key, value) },
      })),
      more: atLeast || counted.length > chosen.length,
    };
  };
  return {
    facets: {
      kind: toFacet('kind'),
      provider: toFacet('provider'),
      connection: toFacet('connection'),
      account: toFacet('account'),
      region: toFacet('region'),
      status: toFacet('status'),
      site: toFacet('site'),
      team: toFacet('team'),
      owner: toFacet('owner'),
      gpuModel: toFacet('gpuModel'),
    },
  };
}

function toLabel(key: InventoryFacetKey, value: string, { connections }: CollectionState): string {
  if (key === 'connection') return connections.find(({ id }) => id === value)?.name ?? value;
  if (key === 'gpuModel' && value === unknownGpuModel) return 'Not known';
  if (value !== '') return value;
  return key === 'gpuModel' ? 'None' : 'None known';
}
