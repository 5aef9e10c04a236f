import { priceHistoryQuerySchema, priceHistorySchema } from '@/lib/api/contracts/prices';
import { route } from '@/lib/api/server/route';
import { readPriceHistory } from '@/lib/views/cost/prices/read-price-history';

export const GET = route({
  operation: 'GET /api/v1/cost/prices/history',
  summary: 'What a GPU cost in a region, from each time on that it changed, the newest first.',
  access: 'cost:read',
  input: { query: priceHistoryQuerySchema },
  output: priceHistorySchema,
  handle: ({ query, ...context }) => readPriceHistory(context, query),
});
