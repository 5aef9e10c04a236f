import { queryOptions } from '@tanstack/react-query';
import { readApi } from './api-client';
import { meSchema } from './lazy-contracts';

export const meKey = ['me'] as const;

/** Who is signed in, and what they may do somewhere. */
export const meQuery = queryOptions({
  queryKey: meKey,
  queryFn: ({ signal }) => readApi('/me', meSchema, { signal }),
  staleTime: 60_000,
  refetchInterval: 60_000,
});
