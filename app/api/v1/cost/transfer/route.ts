import { transferQuerySchema, transferSchema } from '@/lib/api/contracts/cost-transfer';
import { route } from '@/lib/api/server/route';
import { readTransfer } from '@/lib/views/cost/read-transfer';

export const GET = route({
  operation: 'GET /api/v1/cost/transfer',
  summary: 'Charges for data, as far as you may see them: from where to where, in money and bytes.',
  access: 'cost:read',
  input: { query: transferQuerySchema },
  output: transferSchema,
  handle: ({ query, ...context }) => readTransfer(context, query),
});
