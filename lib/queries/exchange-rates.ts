import { mutationOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import type { ImportRates } from '@/lib/api/contracts/exchange-rates';
import { readApi, writeApi } from './api-client';
import { exchangeRatesSchema, ratesImportedSchema } from './lazy-contracts';

const ratesKey = ['exchange-rates'] as const;

/** The pairs of currencies there are rates of. They change when somebody imports some. */
export function exchangeRatesQuery() {
  return queryOptions({
    queryKey: ratesKey,
    queryFn: ({ signal }) => readApi('/cost/exchange-rates', exchangeRatesSchema, { signal }),
  });
}

/** Brings rates in from a file that was sent before. */
export function importRatesMutation(client: QueryClient) {
  return mutationOptions({
    mutationFn: (input: ImportRates) =>
      writeApi('/cost/exchange-rates', ratesImportedSchema, { method: 'POST', body: input }),
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ratesKey }),
        client.invalidateQueries({ queryKey: ['cost'] }),
      ]).then(() => undefined),
  });
}
