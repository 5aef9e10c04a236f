import { z } from 'zod';
import { connectionReportSchema } from '@/lib/api/contracts/connections';
import { route } from '@/lib/api/server/route';
import { testStoredConnection } from '@/lib/commands/connections/test-connection';
import { sharedConfig } from '@/lib/config/shared-config';

export const POST = route({
  operation: 'POST /api/v1/connections/{id}/test',
  summary: 'Tries a stored connection as it is and says which permissions are missing.',
  access: 'connections:write',
  input: { params: z.strictObject({ id: z.uuid() }) },
  output: connectionReportSchema,
  handle: ({ params: { id }, ...context }) => testStoredConnection(context, id, sharedConfig()),
});
