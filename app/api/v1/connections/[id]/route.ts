import { z } from 'zod';
import { connectionSchema, updateConnectionSchema } from '@/lib/api/contracts/connections';
import { route } from '@/lib/api/server/route';
import { removeConnection } from '@/lib/commands/connections/remove-connection';
import { updateConnection } from '@/lib/commands/connections/update-connection';
import { sharedConfig } from '@/lib/config/shared-config';
import { readConnection } from '@/lib/views/connections/list-connections';

const params = z.strictObject({ id: z.uuid() });

export const GET = route({
  operation: 'GET /api/v1/connections/{id}',
  summary: 'One connection.',
  access: 'connections:read',
  input: { params },
  output: connectionSchema,
  handle: ({ params: { id }, ...context }) => readConnection(context, id),
});

export const PATCH = route({
  operation: 'PATCH /api/v1/connections/{id}',
  summary: 'Changes a connection that is still at the version the edit started from.',
  access: ['connections:write', 'connections:read'],
  input: { params, body: updateConnectionSchema },
  output: connectionSchema,
  handle: async ({ params: { id }, body, ...context }) => {
    await updateConnection(context, id, body, sharedConfig());
    return readConnection(context, id);
  },
});

export const DELETE = route({
  operation: 'DELETE /api/v1/connections/{id}',
  summary: 'Deletes a connection with everything read through it.',
  access: 'connections:write',
  input: { params },
  output: 'nothing',
  handle: async ({ params: { id }, ...context }) => {
    await removeConnection(context, id);
    return undefined;
  },
});
