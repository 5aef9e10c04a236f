import { mutationOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import type { WatchLinks } from '@/lib/api/contracts/link-watches';
import { readApi, sendApi, writeApi } from './api-client';
import { linkWatchesSchema, linkWatchSchema } from './lazy-contracts';

const linkWatchesKey = ['link-watches'] as const;

/** Of which links' troubles one is told by mail. */
export const linkWatchesQuery = () =>
  queryOptions({
    queryKey: linkWatchesKey,
    queryFn: ({ signal }) => readApi('/link-watches', linkWatchesSchema, { signal }),
  });

export function watchLinksMutation(client: QueryClient) {
  return mutationOptions({
    mutationFn: (watch: WatchLinks) => writeApi('/link-watches', linkWatchSchema, { method: 'POST', body: watch }),
    onSuccess: () => client.invalidateQueries({ queryKey: linkWatchesKey }),
  });
}

export function unwatchLinksMutation(client: QueryClient) {
  return mutationOptions({
    mutationFn: (id: string) => sendApi(`/link-watches/${id}`, { method: 'DELETE' }),
    onSuccess: () => client.invalidateQueries({ queryKey: linkWatchesKey }),
  });
}
