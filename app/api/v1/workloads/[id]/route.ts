import { workloadDetailSchema } from '@/lib/api/contracts/workloads';
import { idParams } from '@/lib/api/server/id-params';
import { route } from '@/lib/api/server/route';
import { readWorkload } from '@/lib/views/workloads/read-workload';

export const GET = route({
  operation: 'GET /api/v1/workloads/{id}',
  summary: 'One piece of work with its devices, why it waits, who is ahead of it and what it depends on.',
  access: 'inventory:read',
  input: { params: idParams },
  output: workloadDetailSchema,
  handle: ({ params, ...context }) => readWorkload(context, params.id),
});
