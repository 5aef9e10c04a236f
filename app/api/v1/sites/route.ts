import { sitesSchema } from '@/lib/api/contracts/sites';
import { route } from '@/lib/api/server/route';
import { readSites } from '@/lib/views/sites/read-sites';

export const GET = route({
  operation: 'GET /api/v1/sites',
  summary: 'The sites that were described, within your reach.',
  access: 'inventory:read',
  output: sitesSchema,
  handle: (context) => readSites(context),
});
