import { z } from 'zod';
import { syncAcceptedSchema } from '@/lib/api/contracts/connections';
import { route } from '@/lib/api/server/route';
import { requestSync } from '@/lib/commands/connections/request-sync';

export const POST = route({
  operation: 'POST /api/v1/connections/{id}/sync',
  summary: 'Asks for a connection to be read now.',
  access: 'connections:write',
  input: { params: z.strictObject({ id: z.uuid() }) },
  output: syncAcceptedSchema,
  status: 202,
  handle: async ({ params: { id }, ...context }) => ({ state: await requestSync(context, id) }),
});
