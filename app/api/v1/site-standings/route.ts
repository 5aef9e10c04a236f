import { siteStandingsSchema } from '@/lib/api/contracts/site-pages';
import { route } from '@/lib/api/server/route';
import { readSiteStandings } from '@/lib/views/sites/read-site-standings';

export const GET = route({
  operation: 'GET /api/v1/site-standings',
  summary: 'Every site, described or only seen, with how it stands by parts, its GPUs and its links.',
  access: 'inventory:read',
  output: siteStandingsSchema,
  handle: readSiteStandings,
});
