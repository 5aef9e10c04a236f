import { mutationOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import type { AddRateCard, RateCardInput } from '@/lib/api/contracts/rate-cards';
import { readApi, writeApi } from './api-client';
import { nodeRatesSchema, rateCardsSchema } from './lazy-contracts';

const rateCardsKey = ['cost', 'rate-cards'] as const;

/** What on-premises machines cost, and by which cards. */
export const rateCardsQuery = () =>
  queryOptions({
    queryKey: rateCardsKey,
    queryFn: ({ signal }) => readApi('/cost/rate-cards', rateCardsSchema, { signal }),
  });

export function writeRateCardMutation(client: QueryClient) {
  return mutationOptions({
    mutationFn: (card: AddRateCard) => writeApi('/cost/rate-cards', rateCardsSchema, { method: 'POST', body: card }),
    onSuccess: (cards) => client.setQueryData(rateCardsKey, cards),
  });
}

/** Declares machines of a scheme one's own, or takes that back. */
export function declareOwnSchemeMutation(client: QueryClient) {
  return mutationOptions({
    mutationFn: ({ scheme, isOwn }: { scheme: string; isOwn: boolean }) =>
      writeApi(`/cost/rate-cards/own-schemes/${encodeURIComponent(scheme)}`, rateCardsSchema, {
        method: isOwn ? 'PUT' : 'DELETE',
      }),
    onSuccess: (cards) => client.setQueryData(rateCardsKey, cards),
  });
}

/** What an hour would come to by a card that is not written yet. */
export const previewRateCardMutation = () =>
  mutationOptions({
    mutationFn: (card: RateCardInput) =>
      writeApi('/cost/rate-cards/preview', nodeRatesSchema, { method: 'POST', body: card }),
  });
