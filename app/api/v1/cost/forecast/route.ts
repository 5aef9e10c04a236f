import { costForecastQuerySchema, costForecastSchema } from '@/lib/api/contracts/cost-forecast';
import { route } from '@/lib/api/server/route';
import { readForecast } from '@/lib/views/cost/forecast/read-forecast';

export const GET = route({
  operation: 'GET /api/v1/cost/forecast',
  summary: 'What this month and this quarter are expected to cost, with bands and how such forecasts did in the past.',
  access: 'cost:read',
  input: { query: costForecastQuerySchema },
  output: costForecastSchema,
  handle: ({ query, ...context }) => readForecast(context, query),
});
