import { closedSchema, closeMonthSchema, closesQuerySchema, closesSchema } from '@/lib/api/contracts/cost-close';
import { route } from '@/lib/api/server/route';
import { closeMonth } from '@/lib/commands/cost/close/close-month';
import { readCloses } from '@/lib/views/cost/close/read-closes';

export const GET = route({
  operation: 'GET /api/v1/cost/closes',
  summary: 'Billing months, whether they are closed, and what they came to then and now.',
  access: 'cost:read',
  input: { query: closesQuerySchema },
  output: closesSchema,
  handle: ({ query, ...context }) => readCloses(context, query),
});

export const POST = route({
  operation: 'POST /api/v1/cost/closes',
  summary: 'Closes a billing month that is over: keeps what is known of it, for good.',
  access: 'cost:write',
  input: { body: closeMonthSchema },
  output: closedSchema,
  status: 201,
  async handle({ body: { month, comment, overrideReason }, ...context }) {
    const { number, digest } = await closeMonth(context, { month, comment, overrideReason });
    return { month, number, digest };
  },
});
