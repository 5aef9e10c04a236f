import { siteWatchesSchema, siteWatchSchema, watchSiteSchema } from '@/lib/api/contracts/site-watches';
import { route } from '@/lib/api/server/route';
import { watchSite } from '@/lib/commands/sites/watch-site';
import { listSiteWatches, toSiteWatch } from '@/lib/views/sites/list-site-watches';

export const GET = route({
  operation: 'GET /api/v1/site-watches',
  summary: 'Of which parts of which sites one is told by mail.',
  access: 'inventory:read',
  output: siteWatchesSchema,
  handle: (context) => listSiteWatches(context),
});

export const PUT = route({
  operation: 'PUT /api/v1/site-watches',
  summary:
    'Has one told by mail when parts of a site fall, and when they are well again, in place of what one watched of it.',
  access: 'inventory:read',
  input: { body: watchSiteSchema },
  output: siteWatchSchema,
  handle: async ({ body, ...context }) => toSiteWatch(await watchSite(context, body)),
});
