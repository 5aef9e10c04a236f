import { askEstimateSchema, estimatesSchema } from '@/lib/api/contracts/estimates';
import { route } from '@/lib/api/server/route';
import { askEstimate } from '@/lib/commands/cost/estimates/ask-estimate';
import { sharedConfig } from '@/lib/config/shared-config';
import { readEstimates } from '@/lib/views/cost/estimates/read-estimates';

export const GET = route({
  operation: 'GET /api/v1/cost/estimates',
  summary: 'Quick estimates of providers: who may be asked, at which price, and what they said last. Nobody is asked.',
  access: 'cost:read',
  output: estimatesSchema,
  handle: (context) => readEstimates(context),
});

export const POST = route({
  operation: 'POST /api/v1/cost/estimates',
  summary: 'Asks a provider for a quick estimate, at its own price.',
  access: ['cost:write', 'cost:read'],
  input: { body: askEstimateSchema },
  output: estimatesSchema,
  async handle({ body, ...context }) {
    await askEstimate(context, body, sharedConfig());
    return readEstimates(context);
  },
});
