import { providersSchema } from '@/lib/api/contracts/connections';
import { route } from '@/lib/api/server/route';
import { listProviders } from '@/lib/views/connections/list-providers';

export const GET = route({
  operation: 'GET /api/v1/providers',
  summary: 'Providers that can be connected, with their forms and least-privilege instructions.',
  access: 'connections:read',
  output: providersSchema,
  handle: (context) => listProviders(context),
});
