import { inventoryFilterSchema, inventoryQuerySchema } from '@/lib/api/contracts/inventory';
import { readInventoryFacets } from '@/lib/views/inventory/read-inventory-facets';
import { readInventoryPage } from '@/lib/views/inventory/read-inventory-page';
import type { ViewContext } from '@/lib/views/view-context';
import { type Measurement, measure } from '../measure';

const turns = 15;
const pageBar = { atMost: 50 };
const facetBar = { atMost: 150 };

/** Filters from broad to empty, some that seldom meet, by what they ask. */
const filters: [string, Record<string, unknown>][] = [
  ['no filter', {}],
  ['active', { status: 'active' }],
  ['failed', { status: 'failed' }],
  ['volumes', { kind: 'volume' }],
  ['failed private circuits', { kind: 'private-circuit', status: 'failed' }],
  ['one team', { team: 'team-07' }],
  ['one owner', { owner: 'person-700@millwright.example' }],
  ['no owner', { owner: '' }],
  ['one site and a status', { site: 'site-03', status: ['active', 'degraded'] }],
  ['H100s of one account', { gpuModel: 'NVIDIA H100', account: '100000000000' }],
  [
    'five filters',
    { kind: 'compute-instance', region: 'eu-central-1', status: 'active', team: 'team-02', gpuModel: '' },
  ],
  ['what does not exist', { kind: 'bucket', gpuModel: 'NVIDIA H100' }],
];

/** The first page, by name and by creation, and the facets under each filter. */
export async function benchFilters(context: ViewContext): Promise<Measurement[]> {
  const results: Measurement[] = [];
  for (const [name, filter] of filters) {
    for (const sort of ['name', 'createdAt'])
      results.push(
        await measure(
          `${name}, by ${sort}`,
          turns,
          () => readInventoryPage(context, inventoryQuerySchema.parse({ ...filter, sort, order: 'desc' })),
          pageBar,
        ),
      );
    const parsed = inventoryFilterSchema.parse(filter);
    results.push(await measure(`  facets: ${name}`, turns, () => readInventoryFacets(context, parsed), facetBar));
  }
  return results;
}
