import { explainedSchema, remainderBodySchema, toRemainder } from '@/lib/api/contracts/cost-invoices';
import { route } from '@/lib/api/server/route';
import { explainRemainder } from '@/lib/commands/cost/invoices/explain-remainder';

export const POST = route({
  operation: 'POST /api/v1/cost/invoices/explanations',
  summary: 'Keeps an explanation beside what an invoice and the ledger differ by.',
  access: 'cost:write',
  input: { body: remainderBodySchema },
  output: explainedSchema,
  status: 201,
  handle: ({ body, ...context }) => explainRemainder(context, toRemainder(body)),
});
