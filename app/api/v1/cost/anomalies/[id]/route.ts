import { costAnomalySchema } from '@/lib/api/contracts/cost-anomalies';
import { idParams } from '@/lib/api/server/id-params';
import { route } from '@/lib/api/server/route';
import { readCostAnomaly } from '@/lib/views/cost/anomalies/read-anomalies';

export const GET = route({
  operation: 'GET /api/v1/cost/anomalies/{id}',
  summary: 'One anomaly: what was charged and expected, what made it, and what people said of it.',
  access: 'cost:read',
  input: { params: idParams },
  output: costAnomalySchema,
  handle: ({ params: { id }, ...context }) => readCostAnomaly(context, id),
});
