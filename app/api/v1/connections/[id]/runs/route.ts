import { z } from 'zod';
import { connectionRunsSchema } from '@/lib/api/contracts/connections';
import { cursorSchema } from '@/lib/api/contracts/paging';
import { route } from '@/lib/api/server/route';
import { listRuns } from '@/lib/views/connections/list-runs';

const query = z.strictObject({
  cursor: cursorSchema.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const GET = route({
  operation: 'GET /api/v1/connections/{id}/runs',
  summary: 'A connection’s runs, latest first: counts, gaps, calls made.',
  access: 'connections:read',
  input: { params: z.strictObject({ id: z.uuid() }), query },
  output: connectionRunsSchema,
  handle: ({ params: { id }, query: page, ...context }) => listRuns(context, id, page),
});
