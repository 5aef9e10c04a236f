import { siteCostsSchema } from '@/lib/api/contracts/site-pages';
import { route } from '@/lib/api/server/route';
import { readSiteCosts } from '@/lib/views/sites/read-site-costs';

export const GET = route({
  operation: 'GET /api/v1/site-standings/costs',
  summary: 'What each site cost in this month so far.',
  access: 'cost:read',
  output: siteCostsSchema,
  handle: (context) => readSiteCosts(context),
});
