import { overviewSchema } from '@/lib/api/contracts/overview';
import { route } from '@/lib/api/server/route';
import { readOverview } from '@/lib/views/overview/read-overview';

export const GET = route({
  operation: 'GET /api/v1/overview',
  summary: 'What needs attention, the sources and their age, and the totals of what you may see.',
  access: 'inventory:read',
  output: overviewSchema,
  handle: readOverview,
});
