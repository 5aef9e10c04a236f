import { z } from 'zod';
import { closeQuerySchema, closeSchema, monthSchema } from '@/lib/api/contracts/cost-close';
import { route } from '@/lib/api/server/route';
import { readClose } from '@/lib/views/cost/close/read-close';

const params = z.strictObject({ month: monthSchema });

export const GET = route({
  operation: 'GET /api/v1/cost/closes/{month}',
  summary: 'A billing month as it was closed beside what is known now, every cent between the two by its cause.',
  access: 'cost:read',
  input: { params, query: closeQuerySchema },
  output: closeSchema,
  handle: ({ params: { month }, query, ...context }) => readClose(context, month, query),
});
