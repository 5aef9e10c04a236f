import { transferNamesQuerySchema, transferNamesSchema } from '@/lib/api/contracts/cost-transfer';
import { route } from '@/lib/api/server/route';
import { readTransferNames } from '@/lib/views/cost/read-transfer-names';

export const GET = route({
  operation: 'GET /api/v1/cost/transfer/names',
  summary:
    'What the rows of a cell of the matrix of data transfer are called: services, regions and SKUs, all of them.',
  access: 'cost:read',
  input: { query: transferNamesQuerySchema },
  output: transferNamesSchema,
  handle: ({ query, ...context }) => readTransferNames(context, query),
});
