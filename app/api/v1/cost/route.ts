import { costQuerySchema, costSchema } from '@/lib/api/contracts/cost';
import { route } from '@/lib/api/server/route';
import { readCost } from '@/lib/views/cost/read-cost';

export const GET = route({
  operation: 'GET /api/v1/cost',
  summary: 'What was charged, as far as you may see it: by day, week or month, in all and by one dimension.',
  access: 'cost:read',
  input: { query: costQuerySchema },
  output: costSchema,
  handle: ({ query, ...context }) => readCost(context, query),
});
