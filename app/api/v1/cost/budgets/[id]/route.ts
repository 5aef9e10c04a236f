import { z } from 'zod';
import { budgetDetailSchema, patchBudgetSchema } from '@/lib/api/contracts/cost-budgets';
import { route } from '@/lib/api/server/route';
import { changeBudget } from '@/lib/commands/cost/budgets/change-budget';
import { readBudget } from '@/lib/views/cost/budgets/read-budget';

const params = z.strictObject({ id: z.uuid() });

export const GET = route({
  operation: 'GET /api/v1/cost/budgets/{id}',
  summary: 'A budget with its forecast day by day, its alerts, the periods before and what it said before.',
  access: 'cost:read',
  input: { params },
  output: budgetDetailSchema,
  handle: ({ params: { id }, ...context }) => readBudget(context, id),
});

export const PATCH = route({
  operation: 'PATCH /api/v1/cost/budgets/{id}',
  summary: 'Gives a budget other terms, the ones before staying on record, or archives it.',
  access: ['cost:write', 'cost:read'],
  input: { params, body: patchBudgetSchema },
  output: budgetDetailSchema,
  async handle({ params: { id }, body, ...context }) {
    await changeBudget(context, id, body);
    return readBudget(context, id);
  },
});
