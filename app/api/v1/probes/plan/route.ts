import { probePlanQuerySchema, probePlanSchema } from '@/lib/api/contracts/probes';
import { route } from '@/lib/api/server/route';
import { givePlan } from '@/lib/commands/probes/give-plan';

export const GET = route({
  operation: 'GET /api/v1/probes/plan',
  summary: 'What the probe agent whose token asks is to measure.',
  access: 'probes:report',
  input: { query: probePlanQuerySchema },
  output: probePlanSchema,
  handle: ({ query, ...context }) => givePlan(context, query),
});
