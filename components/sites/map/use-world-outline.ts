'use client';
import { queryOptions, useQuery } from '@tanstack/react-query';

/** Comes in a bundle of its own, once: what it draws never changes. */
const worldOutlineQuery = queryOptions({
  queryKey: ['world-outline'],
  queryFn: async () => (await import('./world-outline')).drawWorld(),
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: Number.POSITIVE_INFINITY,
  structuralSharing: false,
});

/** The outline of the world as a query, asked for once it is to be seen. */
export function useWorldOutline(isSeen: boolean) {
  return useQuery({ ...worldOutlineQuery, enabled: isSeen });
}
