import { costAnomaliesQuerySchema, costAnomaliesSchema } from '@/lib/api/contracts/cost-anomalies';
import { route } from '@/lib/api/server/route';
import { readCostAnomalies } from '@/lib/views/cost/anomalies/read-anomalies';

export const GET = route({
  operation: 'GET /api/v1/cost/anomalies',
  summary: 'Costs that are out of what their past foretold, each with what made it; the newest first.',
  access: 'cost:read',
  input: { query: costAnomaliesQuerySchema },
  output: costAnomaliesSchema,
  handle: ({ query, ...context }) => readCostAnomalies(context, query),
});
