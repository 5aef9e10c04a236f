import { commitmentsQuerySchema, commitmentsSchema } from '@/lib/api/contracts/cost-commitments';
import { route } from '@/lib/api/server/route';
import { readCommitments } from '@/lib/views/cost/read-commitments';

export const GET = route({
  operation: 'GET /api/v1/cost/commitments',
  summary: 'Commitments and spot capacity: what they cover, save and waste. Needs the permission over everything.',
  access: 'cost:read',
  input: { query: commitmentsQuerySchema },
  output: commitmentsSchema,
  handle: ({ query, ...context }) => readCommitments(context, query),
});
