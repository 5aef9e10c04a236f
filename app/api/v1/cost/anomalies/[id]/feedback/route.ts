import { anomalyFeedbackSchema, costAnomalySchema } from '@/lib/api/contracts/cost-anomalies';
import { idParams } from '@/lib/api/server/id-params';
import { route } from '@/lib/api/server/route';
import { sayOfAnomaly } from '@/lib/commands/cost/say-of-anomaly';
import { readCostAnomaly } from '@/lib/views/cost/anomalies/read-anomalies';

export const POST = route({
  operation: 'POST /api/v1/cost/anomalies/{id}/feedback',
  summary: 'Says of an anomaly that it is seen, that it is expected, or that it is none. It is only ever added to.',
  access: ['cost:write', 'cost:read'],
  input: { params: idParams, body: anomalyFeedbackSchema },
  output: costAnomalySchema,
  status: 201,
  handle: async ({ params: { id }, body, ...context }) => {
    await sayOfAnomaly(context, id, body);
    return readCostAnomaly(context, id);
  },
});
