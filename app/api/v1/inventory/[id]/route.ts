import { resourceDetailSchema } from '@/lib/api/contracts/inventory';
import { idParams } from '@/lib/api/server/id-params';
import { route } from '@/lib/api/server/route';
import { readResourceDetail } from '@/lib/views/inventory/read-resource-detail';

export const GET = route({
  operation: 'GET /api/v1/inventory/{id}',
  summary: 'One resource with the provider’s own document.',
  access: 'inventory:read',
  input: { params: idParams },
  output: resourceDetailSchema,
  handle: ({ params, ...context }) => readResourceDetail(context, params.id),
});
