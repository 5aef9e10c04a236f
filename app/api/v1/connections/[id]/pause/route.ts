import { z } from 'zod';
import { connectionSchema, pauseConnectionSchema } from '@/lib/api/contracts/connections';
import { route } from '@/lib/api/server/route';
import { pauseConnection } from '@/lib/commands/connections/pause-connection';
import { readConnection } from '@/lib/views/connections/list-connections';

export const PUT = route({
  operation: 'PUT /api/v1/connections/{id}/pause',
  summary: 'Pauses or resumes a connection.',
  access: ['connections:write', 'connections:read'],
  input: { params: z.strictObject({ id: z.uuid() }), body: pauseConnectionSchema },
  output: connectionSchema,
  handle: async ({ params: { id }, body, ...context }) => {
    await pauseConnection(context, id, body.paused);
    return readConnection(context, id);
  },
});
