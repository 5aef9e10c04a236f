import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { createLoader, createParser, type inferParserType, parseAsString, parseAsStringLiteral } from 'nuqs/server';
import { type ProviderId, providerIds } from '@/lib/domain/provider';
import { readApi } from './api-client';
import { priceHistorySchema, pricesSchema } from './lazy-contracts';

const dayParser = createParser({
  parse: (text: string) => (isDay(text) ? text : null),
  serialize: String,
});

function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().slice(0, 10) === text;
}

/**
 * What the Prices page's address holds. `history` is the region whose history is shown; `at` a day, at whose end prices are
 * told, null: now.
 */
export const pricesParsers = {
  gpu: parseAsString,
  provider: parseAsStringLiteral(providerIds),
  history: parseAsString,
  at: dayParser,
};
export type PricesUrlState = inferParserType<typeof pricesParsers>;
export const loadPricesUrl = createLoader(pricesParsers);

/** The instant that is asked for; null: now. */
export function toPricesAt({ at }: Pick<PricesUrlState, 'at'>): string | null {
  return at === null ? null : `${at}T23:59:59.999Z`;
}

/** What GPUs cost; null `gpu`: of each model where it is cheapest. */
export const pricesQuery = ({ gpu, provider, at }: Pick<PricesUrlState, 'gpu' | 'provider' | 'at'>) =>
  queryOptions({
    queryKey: ['cost', 'prices', gpu, provider, at] as const,
    queryFn: ({ signal }) =>
      readApi('/cost/prices', pricesSchema, { query: { gpu, provider, at: toPricesAt({ at }) }, signal }),
    placeholderData: keepPreviousData,
  });

/** What price lists said of a GPU in a region. */
export const priceHistoryQuery = (asked: { gpu: string; provider: ProviderId; region: string }) =>
  queryOptions({
    queryKey: ['cost', 'prices', 'history', asked] as const,
    queryFn: ({ signal }) => readApi('/cost/prices/history', priceHistorySchema, { query: { ...asked }, signal }),
  });
