import { inventoryQuerySchema } from '@/lib/api/contracts/inventory';
import { csvResponse } from '@/lib/api/server/csv-response';
import { route } from '@/lib/api/server/route';
import { streamInventoryCsv } from '@/lib/views/inventory/stream-inventory-csv';

export const GET = route({
  operation: 'GET /api/v1/inventory/export',
  summary: 'The whole list as CSV, formulas escaped.',
  access: 'inventory:read',
  input: { query: inventoryQuerySchema.omit({ cursor: true, limit: true }) },
  output: { stream: 'text/csv' },
  handle: async ({ query, requestId, ...context }) =>
    csvResponse(streamInventoryCsv(context, query), { name: 'inventory', at: context.now, requestId }),
});
