import { chooseDeliverySchema, deliveryChoiceSchema } from '@/lib/api/contracts/deliveries';
import { idParams } from '@/lib/api/server/id-params';
import { route } from '@/lib/api/server/route';
import { chooseOneDelivery } from '@/lib/commands/cost/choose-delivery';

export const POST = route({
  operation: 'POST /api/v1/cost/deliveries/{id}/choose',
  summary: 'Has a delivery count in place of those that tell the same costs; what was known before stays what it was.',
  access: 'cost:write',
  input: { params: idParams, body: chooseDeliverySchema },
  output: deliveryChoiceSchema,
  handle: ({ params, body, ...context }) => chooseOneDelivery(context, params.id, body.instead),
});
