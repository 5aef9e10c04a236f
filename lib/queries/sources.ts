import { queryOptions } from '@tanstack/react-query';
import { readApi } from './api-client';
import { sourcesSchema } from './lazy-contracts';
import { toRefetchInterval } from './refetch-interval';

export const sourcesKey = ['sources'] as const;

/** Every source of the console's figures and its age. */
export const sourcesQuery = queryOptions({
  queryKey: sourcesKey,
  queryFn: ({ signal }) => readApi('/sources', sourcesSchema, { signal }),
  refetchInterval: ({ state }) => toRefetchInterval(state.data?.items),
});
