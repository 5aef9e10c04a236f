import { costTagKeysQuerySchema, costTagKeysSchema } from '@/lib/api/contracts/cost-tag-keys';
import { route } from '@/lib/api/server/route';
import { readTagKeys } from '@/lib/views/cost/read-tag-keys';

export const GET = route({
  operation: 'GET /api/v1/cost/tag-keys',
  summary: 'The tag keys that costs of some days can be split and narrowed by, as the bills spell them.',
  access: 'cost:read',
  input: { query: costTagKeysQuerySchema },
  output: costTagKeysSchema,
  handle: ({ query, ...context }) => readTagKeys(context, query),
});
