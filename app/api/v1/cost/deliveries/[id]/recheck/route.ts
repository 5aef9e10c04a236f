import { idParams } from '@/lib/api/server/id-params';
import { route } from '@/lib/api/server/route';
import { recheckDelivery } from '@/lib/commands/cost/recheck-delivery';

export const POST = route({
  operation: 'POST /api/v1/cost/deliveries/{id}/recheck',
  summary: 'Has a refused delivery of a connection read again with its next run, which is asked for.',
  access: 'cost:write',
  input: { params: idParams },
  output: 'nothing',
  handle: ({ params, ...context }) => recheckDelivery(context, params.id),
});
