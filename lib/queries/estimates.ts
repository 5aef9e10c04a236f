import { mutationOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import type { AskEstimate } from '@/lib/api/contracts/estimates';
import { readApi, sendApi, writeApi } from './api-client';
import { estimatesSchema } from './lazy-contracts';

const estimatesKey = ['cost', 'estimates'] as const;

/** Quick estimates as they were last answered; reading them asks nobody. */
export const estimatesQuery = () =>
  queryOptions({
    queryKey: estimatesKey,
    queryFn: ({ signal }) => readApi('/cost/estimates', estimatesSchema, { signal }),
  });

/** Asks a provider, at the price that was shown. */
export function askEstimateMutation(client: QueryClient) {
  return mutationOptions({
    mutationFn: (asked: AskEstimate) => writeApi('/cost/estimates', estimatesSchema, { method: 'POST', body: asked }),
    onSuccess: (estimates) => client.setQueryData(estimatesKey, estimates),
    onError: () => client.invalidateQueries({ queryKey: estimatesKey }),
  });
}

/** Lets people ask a connection's provider for so much a day; null: no longer. */
export function allowEstimatesMutation(client: QueryClient) {
  return mutationOptions({
    mutationFn: ({ connectionId, dailyMicroUsd }: { connectionId: string; dailyMicroUsd: number | null }) =>
      sendApi(`/cost/estimates/${connectionId}/consent`, { method: 'PUT', body: { dailyMicroUsd } }),
    onSuccess: () => client.invalidateQueries({ queryKey: estimatesKey }),
  });
}
