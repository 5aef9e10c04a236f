import { activityPageSchema, activityQuerySchema } from '@/lib/api/contracts/activity';
import { route } from '@/lib/api/server/route';
import { readActivity } from '@/lib/views/activity/read-activity';

export const GET = route({
  operation: 'GET /api/v1/activity',
  summary: 'Who did what, newest first: every change, every denied attempt, every sign-in.',
  access: 'activity:read',
  input: { query: activityQuerySchema },
  output: activityPageSchema,
  handle: ({ query, ...context }) => readActivity(context, query),
});
