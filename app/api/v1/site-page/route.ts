import { sitePageQuerySchema, sitePageSchema } from '@/lib/api/contracts/site-pages';
import { route } from '@/lib/api/server/route';
import { readSitePage } from '@/lib/views/sites/read-site-page';

export const GET = route({
  operation: 'GET /api/v1/site-page',
  summary: 'One site: its health by parts, GPUs, work, links, software and upgrades that wait.',
  access: 'inventory:read',
  input: { query: sitePageQuerySchema },
  output: sitePageSchema,
  handle: ({ query, ...context }) => readSitePage(context, query.site),
});
