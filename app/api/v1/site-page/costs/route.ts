import { sitePageCostsSchema, sitePageQuerySchema } from '@/lib/api/contracts/site-pages';
import { route } from '@/lib/api/server/route';
import { readSitePageCosts } from '@/lib/views/sites/read-site-page-costs';

export const GET = route({
  operation: 'GET /api/v1/site-page/costs',
  summary: 'What one site cost in this month so far and in as many days before, by provider and by service.',
  access: 'cost:read',
  input: { query: sitePageQuerySchema },
  output: sitePageCostsSchema,
  handle: ({ query, ...context }) => readSitePageCosts(context, query.site),
});
