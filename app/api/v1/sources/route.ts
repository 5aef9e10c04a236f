import { sourcesSchema } from '@/lib/api/contracts/sources';
import { route } from '@/lib/api/server/route';
import { listSources } from '@/lib/views/sources/list-sources';

export const GET = route({
  operation: 'GET /api/v1/sources',
  summary: 'Every source of the console’s figures that you may know of, and its age.',
  access: 'inventory:read',
  output: sourcesSchema,
  handle: listSources,
});
