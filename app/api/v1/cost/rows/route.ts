import { costRowsQuerySchema, costRowsSchema } from '@/lib/api/contracts/cost';
import { route } from '@/lib/api/server/route';
import { readCostRows } from '@/lib/views/cost/read-cost-rows';

export const GET = route({
  operation: 'GET /api/v1/cost/rows',
  summary: 'A page of the billed rows behind a figure, each with the file it came in.',
  access: 'cost:read',
  input: { query: costRowsQuerySchema },
  output: costRowsSchema,
  handle: ({ query, ...context }) => readCostRows(context, query),
});
