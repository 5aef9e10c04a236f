import { z } from 'zod';
import { connectionSchema, rotateSecretSchema } from '@/lib/api/contracts/connections';
import { route } from '@/lib/api/server/route';
import { rotateSecret } from '@/lib/commands/connections/rotate-secret';
import { sharedConfig } from '@/lib/config/shared-config';
import { readConnection } from '@/lib/views/connections/list-connections';

export const PUT = route({
  operation: 'PUT /api/v1/connections/{id}/secret',
  summary: 'Replaces a connection’s secret. It is stored encrypted and never read back.',
  access: ['connections:write', 'connections:read'],
  input: { params: z.strictObject({ id: z.uuid() }), body: rotateSecretSchema },
  output: connectionSchema,
  handle: async ({ params: { id }, body, ...context }) => {
    await rotateSecret(context, id, body.secret, sharedConfig());
    return readConnection(context, id);
  },
});
