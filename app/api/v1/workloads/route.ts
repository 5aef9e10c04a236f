import { workloadsPageSchema, workloadsQuerySchema } from '@/lib/api/contracts/workloads';
import { route } from '@/lib/api/server/route';
import { readWorkloadsPage } from '@/lib/views/workloads/read-workloads-page';

export const GET = route({
  operation: 'GET /api/v1/workloads',
  summary: 'A page of the work that asks for or holds accelerators, over every scheduler, with counts by facet.',
  access: 'inventory:read',
  input: { query: workloadsQuerySchema },
  output: workloadsPageSchema,
  handle: ({ query, ...context }) => readWorkloadsPage(context, query),
});
