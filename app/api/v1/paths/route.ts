import { pathsQuerySchema, pathsSchema } from '@/lib/api/contracts/paths';
import { route } from '@/lib/api/server/route';
import { readPathMatrix } from '@/lib/views/paths/read-paths';

export const GET = route({
  operation: 'GET /api/v1/paths',
  summary: 'How the ways between sites are, as probes measured them: latency, loss, jitter and throughput.',
  access: 'inventory:read',
  input: { query: pathsQuerySchema },
  output: pathsSchema,
  handle: ({ query, ...context }) => readPathMatrix(context, query),
});
