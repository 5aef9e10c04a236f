import { connectionReportSchema, testConnectionSchema } from '@/lib/api/contracts/connections';
import { route } from '@/lib/api/server/route';
import { testConnection } from '@/lib/commands/connections/test-connection';
import { sharedConfig } from '@/lib/config/shared-config';

export const POST = route({
  operation: 'POST /api/v1/connections/test',
  summary: 'Tries settings and a secret without keeping them and says which permissions are missing.',
  access: 'connections:write',
  input: { body: testConnectionSchema },
  output: connectionReportSchema,
  handle: ({ body, ...context }) => testConnection(context, body, sharedConfig()),
});
