import { pricesQuerySchema, pricesSchema } from '@/lib/api/contracts/prices';
import { route } from '@/lib/api/server/route';
import { readPrices } from '@/lib/views/cost/prices/read-prices';

export const GET = route({
  operation: 'GET /api/v1/cost/prices',
  summary: 'What one GPU costs an hour on demand, in the spot market and for a year’s promise, by provider and region.',
  access: 'cost:read',
  input: { query: pricesQuerySchema },
  output: pricesSchema,
  handle: ({ query, ...context }) => readPrices(context, query),
});
