import {
  exchangeRatesQuerySchema,
  exchangeRatesSchema,
  importRatesSchema,
  ratesImportedSchema,
} from '@/lib/api/contracts/exchange-rates';
import { route } from '@/lib/api/server/route';
import { importUploadedRates } from '@/lib/commands/cost/import-uploaded-rates';
import { readExchangeRates } from '@/lib/views/cost/read-exchange-rates';

export const GET = route({
  operation: 'GET /api/v1/cost/exchange-rates',
  summary: 'The pairs of currencies there are rates of, and every rate of one pair.',
  access: 'cost:read',
  input: { query: exchangeRatesQuerySchema },
  output: exchangeRatesSchema,
  handle: ({ query, ...context }) => readExchangeRates(context, query),
});

export const POST = route({
  operation: 'POST /api/v1/cost/exchange-rates',
  summary: 'Brings exchange rates in from a file sent before. Nothing known is overwritten.',
  access: 'cost:write',
  input: { body: importRatesSchema },
  output: ratesImportedSchema,
  handle: ({ body, ...context }) => importUploadedRates(context, body),
});
