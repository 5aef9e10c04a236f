import { z } from 'zod';
import { budgetDetailSchema } from '@/lib/api/contracts/cost-budgets';
import { route } from '@/lib/api/server/route';
import { acknowledgeBudgetAlert } from '@/lib/commands/cost/budgets/acknowledge-budget-alert';
import { readBudget } from '@/lib/views/cost/budgets/read-budget';

export const PUT = route({
  operation: 'PUT /api/v1/cost/budgets/alerts/{id}/acknowledgement',
  summary: 'Puts on record that you saw an alert of a budget.',
  access: ['cost:write', 'cost:read'],
  input: { params: z.strictObject({ id: z.uuid() }) },
  output: budgetDetailSchema,
  handle: async ({ params: { id }, ...context }) => readBudget(context, await acknowledgeBudgetAlert(context, id)),
});
