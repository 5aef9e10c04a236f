import {
  infiniteQueryOptions,
  keepPreviousData,
  mutationOptions,
  type QueryClient,
  queryOptions,
} from '@tanstack/react-query';
import { createLoader, type inferParserType, parseAsStringLiteral } from 'nuqs/server';
import type { AnomalyVerdict } from '@/lib/domain/cost/anomaly';
import { readApi, writeApi } from './api-client';
import { costAnomaliesSchema, costAnomalySchema } from './lazy-contracts';

/** What the list of anomalies shows: what nobody has settled, or all there ever were. */
export const anomalyParsers = { state: parseAsStringLiteral(['open', 'all'] as const).withDefault('open') };
export type AnomalyListState = inferParserType<typeof anomalyParsers>['state'];

/** Reads the state from a page's search parameters, on the server. */
export const loadAnomalyUrl = createLoader(anomalyParsers);

// They are looked for when bills come, a few times a day.
const refreshMs = 300_000;

export const costAnomaliesKey = (state: AnomalyListState) => ['cost', 'anomalies', state] as const;

/** Anomalies page by page, those that ended last first. */
export function costAnomaliesQuery(state: AnomalyListState) {
  return infiniteQueryOptions({
    queryKey: costAnomaliesKey(state),
    queryFn: ({ signal, pageParam }) =>
      readApi('/cost/anomalies', costAnomaliesSchema, { query: { state, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state: { data } }) => (data === undefined || data.pages.length === 1 ? refreshMs : false),
  });
}

export const costAnomalyKey = (id: string) => ['cost', 'anomaly', id] as const;

/** One anomaly with its course, its cause and what people said of it. */
export function costAnomalyQuery(id: string) {
  return queryOptions({
    queryKey: costAnomalyKey(id),
    queryFn: ({ signal }) => readApi(`/cost/anomalies/${encodeURIComponent(id)}`, costAnomalySchema, { signal }),
    refetchInterval: refreshMs,
  });
}

/** Says what an anomaly is; the answer is how it stands then. */
export function sayOfAnomaly(client: QueryClient, id: string) {
  return mutationOptions({
    mutationKey: ['cost', 'anomaly', id, 'feedback'],
    mutationFn: (feedback: { verdict: AnomalyVerdict; comment: string | null }) =>
      writeApi(`/cost/anomalies/${encodeURIComponent(id)}/feedback`, costAnomalySchema, {
        method: 'POST',
        body: feedback,
      }),
    onSuccess: (answer) => {
      client.setQueryData(costAnomalyKey(id), answer);
      return client.invalidateQueries({ queryKey: ['cost', 'anomalies'] });
    },
  });
}
