import { pathsUsualSchema } from '@/lib/api/contracts/path-usual';
import { route } from '@/lib/api/server/route';
import { readUsualWays } from '@/lib/views/paths/read-usual';

export const GET = route({
  operation: 'GET /api/v1/paths/usual',
  summary: 'What is usual at this hour for every way between sites that agents measure, by median and deviation.',
  access: 'inventory:read',
  output: pathsUsualSchema,
  handle: (context) => readUsualWays(context),
});
