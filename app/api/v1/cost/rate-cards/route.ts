import { addRateCardSchema, rateCardsSchema } from '@/lib/api/contracts/rate-cards';
import { route } from '@/lib/api/server/route';
import { putRateCard } from '@/lib/commands/cost/put-rate-card';
import { readRateCards } from '@/lib/views/cost/on-premises/read-rate-cards';

export const GET = route({
  operation: 'GET /api/v1/cost/rate-cards',
  summary: 'What on-premises machines cost: every version of each rate card, and what an hour of their nodes comes to.',
  access: 'cost:read',
  output: rateCardsSchema,
  handle: (context) => readRateCards(context),
});

export const POST = route({
  operation: 'POST /api/v1/cost/rate-cards',
  summary: 'Writes a version of a rate card beside those before it.',
  access: ['cost:write', 'cost:read'],
  input: { body: addRateCardSchema },
  output: rateCardsSchema,
  status: 201,
  async handle({ body, ...context }) {
    await putRateCard(context, body);
    return readRateCards(context);
  },
});
