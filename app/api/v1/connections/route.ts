import { connectionSchema, connectionsSchema, createConnectionSchema } from '@/lib/api/contracts/connections';
import { route } from '@/lib/api/server/route';
import { createConnection } from '@/lib/commands/connections/create-connection';
import { sharedConfig } from '@/lib/config/shared-config';
import { listConnections, readConnection } from '@/lib/views/connections/list-connections';

export const GET = route({
  operation: 'GET /api/v1/connections',
  summary: 'Connections, their status, age, last run and API spend.',
  access: 'connections:read',
  output: connectionsSchema,
  handle: (context) => listConnections(context),
});

export const POST = route({
  operation: 'POST /api/v1/connections',
  summary: 'Adds a connection. The header Idempotency-Key makes sending it again harmless.',
  access: ['connections:write', 'connections:read'],
  input: { body: createConnectionSchema },
  output: connectionSchema,
  status: 201,
  handle: async ({ body, request, ...context }) => {
    const idempotencyKey = request.headers.get('idempotency-key');
    const { id } = await createConnection(context, body, sharedConfig(), { idempotencyKey });
    return readConnection(context, id);
  },
});
