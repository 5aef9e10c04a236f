import { showbackQuerySchema, showbackSchema } from '@/lib/api/contracts/showback';
import { route } from '@/lib/api/server/route';
import { readShowback } from '@/lib/views/cost/showback/read-showback';

export const GET = route({
  operation: 'GET /api/v1/cost/showback',
  summary: 'What teams bear: their own costs, shares of pools and of idle; what is left to nobody stands apart.',
  access: 'cost:read',
  input: { query: showbackQuerySchema },
  output: showbackSchema,
  handle: ({ query, ...context }) => readShowback(context, query),
});
