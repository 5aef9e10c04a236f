import { deliveryDetailSchema } from '@/lib/api/contracts/deliveries';
import { idParams } from '@/lib/api/server/id-params';
import { route } from '@/lib/api/server/route';
import { readDelivery } from '@/lib/views/cost/deliveries/read-delivery';

export const GET = route({
  operation: 'GET /api/v1/cost/deliveries/{id}',
  summary: 'One delivery with its files, what of it was refused, and what it may be chosen over.',
  access: 'cost:read',
  input: { params: idParams },
  output: deliveryDetailSchema,
  handle: ({ params, ...context }) => readDelivery(context, params.id),
});
