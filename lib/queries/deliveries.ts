import {
  infiniteQueryOptions,
  keepPreviousData,
  mutationOptions,
  type QueryClient,
  queryOptions,
} from '@tanstack/react-query';
import type { DeliveryState, DismissDelivery, ImportFiles } from '@/lib/api/contracts/deliveries';
import { readApi, sendApi, writeApi } from './api-client';
import { deliveriesSchema, deliveryChoiceSchema, deliveryDetailSchema, importOutcomeSchema } from './lazy-contracts';

/** Which deliveries are listed. `month` and `state` null: any. */
export interface DeliveryFilter {
  month: string | null;
  state: DeliveryState | null;
  superseded: boolean;
}

export const deliveryKeys = {
  all: ['deliveries'] as const,
  list: (filter: DeliveryFilter) => ['deliveries', 'list', filter] as const,
  one: (id: string) => ['deliveries', 'one', id] as const,
};

// Bills come a few times a day.
const refreshMs = 60_000;

/** What arrived, page by page. */
export function deliveriesQuery(filter: DeliveryFilter) {
  return infiniteQueryOptions({
    queryKey: deliveryKeys.list(filter),
    queryFn: ({ signal, pageParam }) =>
      readApi('/cost/deliveries', deliveriesSchema, { query: { ...filter, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
    refetchInterval: refreshMs,
  });
}

/** One delivery with its files and what of it was refused. */
export function deliveryQuery(id: string) {
  return queryOptions({
    queryKey: deliveryKeys.one(id),
    queryFn: ({ signal }) => readApi(`/cost/deliveries/${encodeURIComponent(id)}`, deliveryDetailSchema, { signal }),
    refetchInterval: refreshMs,
  });
}

/** Everything that tells of bills may have changed. */
async function forget(client: QueryClient): Promise<void> {
  await Promise.all([
    client.invalidateQueries({ queryKey: deliveryKeys.all }),
    client.invalidateQueries({ queryKey: ['cost'] }),
  ]);
}

/** Makes one delivery of files that were sent before. */
export function importFilesMutation(client: QueryClient) {
  return mutationOptions({
    mutationFn: (input: ImportFiles) =>
      writeApi('/cost/deliveries', importOutcomeSchema, { method: 'POST', body: input }),
    onSuccess: () => forget(client),
  });
}

/** Has a delivery count. `instead`: what was shown to count no longer then. */
export function chooseDeliveryMutation(client: QueryClient, id: string) {
  return mutationOptions({
    mutationFn: (instead: readonly string[]) =>
      writeApi(`/cost/deliveries/${encodeURIComponent(id)}/choose`, deliveryChoiceSchema, {
        method: 'POST',
        body: { instead },
      }),
    onSettled: () => forget(client),
  });
}

/** Dismisses a delivery in quarantine, with a reason. */
export function dismissDeliveryMutation(client: QueryClient, id: string) {
  return mutationOptions({
    mutationFn: (reason: string) =>
      sendApi(`/cost/deliveries/${encodeURIComponent(id)}/dismissal`, {
        method: 'POST',
        body: { reason } satisfies DismissDelivery,
      }),
    onSettled: () => forget(client),
  });
}

/** Takes the dismissal of a delivery back. */
export function undismissDeliveryMutation(client: QueryClient, id: string) {
  return mutationOptions({
    mutationFn: () => sendApi(`/cost/deliveries/${encodeURIComponent(id)}/dismissal`, { method: 'DELETE' }),
    onSettled: () => forget(client),
  });
}

/** Has a refused delivery read again with its connection's next run. */
export function recheckDeliveryMutation(client: QueryClient, id: string) {
  return mutationOptions({
    mutationFn: () => sendApi(`/cost/deliveries/${encodeURIComponent(id)}/recheck`, { method: 'POST' }),
    onSettled: () => forget(client),
  });
}
