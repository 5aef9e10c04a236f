import { z } from 'zod';
import { closeLinesQuerySchema, closeLinesSchema, monthSchema } from '@/lib/api/contracts/cost-close';
import { route } from '@/lib/api/server/route';
import { readCloseChanges } from '@/lib/views/cost/close/read-close-lines';

const params = z.strictObject({ month: monthSchema });

export const GET = route({
  operation: 'GET /api/v1/cost/closes/{month}/changes',
  summary: 'The lines of the bills that one cause changed since a month was closed, the largest change first.',
  access: 'cost:read',
  input: { params, query: closeLinesQuerySchema },
  output: closeLinesSchema,
  handle: ({ params: { month }, query, ...context }) => readCloseChanges(context, month, query),
});
