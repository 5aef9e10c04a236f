import { z } from 'zod';
import { monthSchema, reopenedSchema, reopenMonthSchema } from '@/lib/api/contracts/cost-close';
import { route } from '@/lib/api/server/route';
import { reopenMonth } from '@/lib/commands/cost/close/reopen-month';

const params = z.strictObject({ month: monthSchema });

export const POST = route({
  operation: 'POST /api/v1/cost/closes/{month}/reopening',
  summary: 'Says that a month’s close no longer stands, and why. What was closed stays on record.',
  access: 'cost:write',
  input: { params, body: reopenMonthSchema },
  output: reopenedSchema,
  status: 201,
  async handle({ params: { month }, body: { reason }, ...context }) {
    const { number } = await reopenMonth(context, { month, reason });
    return { month, number };
  },
});
