import { idParams } from '@/lib/api/server/id-params';
import { route } from '@/lib/api/server/route';
import { releaseUpload } from '@/lib/commands/cost/hold-upload';

export const DELETE = route({
  operation: 'DELETE /api/v1/cost/uploads/{id}',
  summary: 'Lets a file go that was sent and not made part of a delivery.',
  access: 'cost:write',
  input: { params: idParams },
  output: 'nothing',
  handle: ({ params, ...context }) => releaseUpload(context, params.id),
});
