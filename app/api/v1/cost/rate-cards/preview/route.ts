import { nodeRatesSchema, rateCardInputSchema } from '@/lib/api/contracts/rate-cards';
import { route } from '@/lib/api/server/route';
import { assertPermitted } from '@/lib/commands/run-command';
import { previewRateCard } from '@/lib/views/cost/on-premises/read-rate-cards';

export const POST = route({
  operation: 'POST /api/v1/cost/rate-cards/preview',
  summary: 'What an hour of nodes would come to by a rate card that is not written yet. Nothing is changed.',
  access: 'cost:write',
  input: { body: rateCardInputSchema },
  output: nodeRatesSchema,
  handle: async ({ body, ...context }) => {
    await assertPermitted(context, { action: 'rate-card.preview', permission: 'cost:write', target: null });
    return previewRateCard(context, body);
  },
});
