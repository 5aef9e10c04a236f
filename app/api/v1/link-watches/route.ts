import { linkWatchesSchema, linkWatchSchema, watchLinksSchema } from '@/lib/api/contracts/link-watches';
import { route } from '@/lib/api/server/route';
import { watchLinks } from '@/lib/commands/links/watch-links';
import { listLinkWatches, toLinkWatch } from '@/lib/views/links/list-watches';

export const GET = route({
  operation: 'GET /api/v1/link-watches',
  summary: 'Of which links’ troubles one is told by mail.',
  access: 'inventory:read',
  output: linkWatchesSchema,
  handle: (context) => listLinkWatches(context),
});

export const POST = route({
  operation: 'POST /api/v1/link-watches',
  summary: 'Has one told by mail of the troubles of links: once when one begins, once when it is over.',
  access: 'inventory:read',
  input: { body: watchLinksSchema },
  output: linkWatchSchema,
  status: 201,
  handle: async ({ body, ...context }) => toLinkWatch(await watchLinks(context, body)),
});
