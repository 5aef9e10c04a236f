import { budgetDetailSchema, budgetsSchema, createBudgetSchema } from '@/lib/api/contracts/cost-budgets';
import { route } from '@/lib/api/server/route';
import { createBudget } from '@/lib/commands/cost/budgets/create-budget';
import { readBudget } from '@/lib/views/cost/budgets/read-budget';
import { readBudgetList } from '@/lib/views/cost/budgets/read-budgets';

export const GET = route({
  operation: 'GET /api/v1/cost/budgets',
  summary: 'The budgets whose whole slice you may see, each with what is spent, forecast and likely.',
  access: 'cost:read',
  output: budgetsSchema,
  handle: (context) => readBudgetList(context),
});

export const POST = route({
  operation: 'POST /api/v1/cost/budgets',
  summary: 'Makes a budget of any slice of the costs.',
  access: ['cost:write', 'cost:read'],
  input: { body: createBudgetSchema },
  output: budgetDetailSchema,
  status: 201,
  handle: async ({ body, ...context }) => readBudget(context, await createBudget(context, body)),
});
