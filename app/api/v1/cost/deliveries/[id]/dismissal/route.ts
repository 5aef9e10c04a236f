import { dismissDeliverySchema } from '@/lib/api/contracts/deliveries';
import { idParams } from '@/lib/api/server/id-params';
import { route } from '@/lib/api/server/route';
import { dismissDelivery, takeDismissalBack } from '@/lib/commands/cost/dismiss-delivery';

export const POST = route({
  operation: 'POST /api/v1/cost/deliveries/{id}/dismissal',
  summary:
    'Dismisses a delivery in quarantine, with a reason: no total is “at least” for it any more. It stays on record.',
  access: 'cost:write',
  input: { params: idParams, body: dismissDeliverySchema },
  output: 'nothing',
  handle: ({ params, body, ...context }) => dismissDelivery(context, params.id, body.reason),
});

export const DELETE = route({
  operation: 'DELETE /api/v1/cost/deliveries/{id}/dismissal',
  summary: 'Takes the dismissal of a delivery back: it is in quarantine as before.',
  access: 'cost:write',
  input: { params: idParams },
  output: 'nothing',
  handle: ({ params, ...context }) => takeDismissalBack(context, params.id),
});
