import { queryOptions } from '@tanstack/react-query';
import { readApi } from './api-client';
import { overviewSchema } from './lazy-contracts';
import { toRefetchInterval } from './refetch-interval';

export const overviewKey = ['overview'] as const;

/** What the Overview shows, asked for again at the collection interval. */
export const overviewQuery = queryOptions({
  queryKey: overviewKey,
  queryFn: ({ signal }) => readApi('/overview', overviewSchema, { signal }),
  refetchInterval: ({ state }) => toRefetchInterval(state.data?.sources),
});
