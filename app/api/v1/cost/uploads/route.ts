import { heldFileSchema, uploadQuerySchema } from '@/lib/api/contracts/deliveries';
import { route } from '@/lib/api/server/route';
import { holdUpload } from '@/lib/commands/cost/hold-upload';

export const POST = route({
  operation: 'POST /api/v1/cost/uploads',
  summary: 'Sends a file, bytes as they are, to be made part of a delivery within a day.',
  access: 'cost:write',
  input: { query: uploadQuerySchema, takesBytes: true },
  output: heldFileSchema,
  status: 201,
  handle: ({ query, request, ...context }) => holdUpload(context, query.name, request),
});
