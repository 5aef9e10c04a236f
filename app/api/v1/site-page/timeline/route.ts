import { siteTimelineQuerySchema, siteTimelineSchema } from '@/lib/api/contracts/site-pages';
import { route } from '@/lib/api/server/route';
import { readSiteTimeline } from '@/lib/views/sites/timeline/read-site-timeline';

export const GET = route({
  operation: 'GET /api/v1/site-page/timeline',
  summary: 'What happened at one site, the newest first.',
  access: 'inventory:read',
  input: { query: siteTimelineQuerySchema },
  output: siteTimelineSchema,
  handle: ({ query, ...context }) => readSiteTimeline(context, query),
});
