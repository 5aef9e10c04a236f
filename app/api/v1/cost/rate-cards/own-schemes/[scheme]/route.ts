import { ownSchemeParamsSchema, rateCardsSchema } from '@/lib/api/contracts/rate-cards';
import { route } from '@/lib/api/server/route';
import { declareOwnScheme, withdrawOwnScheme } from '@/lib/commands/cost/declare-own-scheme';
import { readRateCards } from '@/lib/views/cost/on-premises/read-rate-cards';

export const PUT = route({
  operation: 'PUT /api/v1/cost/rate-cards/own-schemes/{scheme}',
  summary: 'Declares that machines that nodes of Kubernetes name by a scheme stand at one’s own place.',
  access: ['cost:write', 'cost:read'],
  input: { params: ownSchemeParamsSchema },
  output: rateCardsSchema,
  async handle({ params, ...context }) {
    await declareOwnScheme(context, params.scheme);
    return readRateCards(context);
  },
});

export const DELETE = route({
  operation: 'DELETE /api/v1/cost/rate-cards/own-schemes/{scheme}',
  summary: 'Takes that back: what was noted of such nodes is forgotten.',
  access: ['cost:write', 'cost:read'],
  input: { params: ownSchemeParamsSchema },
  output: rateCardsSchema,
  async handle({ params, ...context }) {
    await withdrawOwnScheme(context, params.scheme);
    return readRateCards(context);
  },
});
