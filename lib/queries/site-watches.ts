import { mutationOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import type { WatchSite } from '@/lib/api/contracts/site-watches';
import { readApi, sendApi, writeApi } from './api-client';
import { siteWatchesSchema, siteWatchSchema } from './lazy-contracts';

const siteWatchesKey = ['site-watches'] as const;

/** Of which parts of which sites one is told by mail. */
export const siteWatchesQuery = () =>
  queryOptions({
    queryKey: siteWatchesKey,
    queryFn: ({ signal }) => readApi('/site-watches', siteWatchesSchema, { signal }),
  });

export function watchSiteMutation(client: QueryClient) {
  return mutationOptions({
    mutationFn: (watch: WatchSite) => writeApi('/site-watches', siteWatchSchema, { method: 'PUT', body: watch }),
    onSuccess: () => client.invalidateQueries({ queryKey: siteWatchesKey }),
  });
}

export function unwatchSiteMutation(client: QueryClient) {
  return mutationOptions({
    mutationFn: (id: string) => sendApi(`/site-watches/${id}`, { method: 'DELETE' }),
    onSuccess: () => client.invalidateQueries({ queryKey: siteWatchesKey }),
  });
}
