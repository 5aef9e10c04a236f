import { topologyQuerySchema, topologySchema } from '@/lib/api/contracts/topology';
import { route } from '@/lib/api/server/route';
import { readTopology } from '@/lib/views/topology/read-topology';

export const GET = route({
  operation: 'GET /api/v1/links/topology',
  summary: 'The links as a picture: sites at places that never move, and one line for all links between two of them.',
  access: 'inventory:read',
  input: { query: topologyQuerySchema },
  output: topologySchema,
  handle: ({ query, ...context }) => readTopology(context, query),
});
