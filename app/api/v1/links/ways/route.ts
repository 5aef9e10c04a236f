import { waysQuerySchema, waysSchema } from '@/lib/api/contracts/topology';
import { route } from '@/lib/api/server/route';
import { readWays } from '@/lib/views/topology/read-ways';

export const GET = route({
  operation: 'GET /api/v1/links/ways',
  summary:
    'The ways from one site to another over links, the best first, with what is known and measured of each segment.',
  access: 'inventory:read',
  input: { query: waysQuerySchema },
  output: waysSchema,
  handle: ({ query, ...context }) => readWays(context, query),
});
