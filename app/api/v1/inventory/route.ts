import { inventoryPageSchema, inventoryQuerySchema } from '@/lib/api/contracts/inventory';
import { route } from '@/lib/api/server/route';
import { readInventoryPage } from '@/lib/views/inventory/read-inventory-page';

export const GET = route({
  operation: 'GET /api/v1/inventory',
  summary: 'A page of the resources you may see, with how many match and where the facts come from.',
  access: 'inventory:read',
  input: { query: inventoryQuerySchema },
  output: inventoryPageSchema,
  handle: ({ query, ...context }) => readInventoryPage(context, query),
});
