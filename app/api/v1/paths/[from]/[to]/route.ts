import { pathEndsParams, pathPairSchema, pathSeriesQuerySchema } from '@/lib/api/contracts/path-series';
import { route } from '@/lib/api/server/route';
import { readPathPair } from '@/lib/views/paths/read-path-pair';

export const GET = route({
  operation: 'GET /api/v1/paths/{from}/{to}',
  summary:
    'A pair of sites over time, either way: latency, loss and jitter step by step, with what is measured by whom.',
  access: 'inventory:read',
  input: { params: pathEndsParams, query: pathSeriesQuerySchema },
  output: pathPairSchema,
  handle: ({ params, query, ...context }) => readPathPair(context, params, query),
});
