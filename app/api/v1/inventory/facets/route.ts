import { inventoryFacetsSchema, inventoryFilterSchema } from '@/lib/api/contracts/inventory';
import { route } from '@/lib/api/server/route';
import { readInventoryFacets } from '@/lib/views/inventory/read-inventory-facets';

export const GET = route({
  operation: 'GET /api/v1/inventory/facets',
  summary: 'How many resources stand under each value of each facet, all filters applied but the facet’s own.',
  access: 'inventory:read',
  input: { query: inventoryFilterSchema },
  output: inventoryFacetsSchema,
  handle: ({ query, ...context }) => readInventoryFacets(context, query),
});
