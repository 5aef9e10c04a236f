import { mutationOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type { createSavedViewSchema } from '@/lib/api/contracts/people';
import { readApi, sendApi, writeApi } from './api-client';
import { savedViewSchema, savedViewsSchema } from './lazy-contracts';

type SavedViewPage = z.infer<typeof createSavedViewSchema>['page'];
export const savedViewsKey = (page: SavedViewPage) => ['saved-views', page] as const;

/** Filters saved under a name for a page: the person's own, and what others share. */
export const savedViewsQuery = (page: SavedViewPage) =>
  queryOptions({
    queryKey: savedViewsKey(page),
    queryFn: ({ signal }) => readApi('/saved-views', savedViewsSchema, { query: { page }, signal }),
    staleTime: 60_000,
  });

export function createSavedView(client: QueryClient) {
  return mutationOptions({
    mutationKey: ['saved-views', 'create'],
    mutationFn: (view: z.infer<typeof createSavedViewSchema>) =>
      writeApi('/saved-views', savedViewSchema, { method: 'POST', body: view }),
    onSuccess: (view) => client.invalidateQueries({ queryKey: savedViewsKey(view.page) }),
  });
}

export function deleteSavedView(client: QueryClient) {
  return mutationOptions({
    mutationKey: ['saved-views', 'delete'],
    mutationFn: ({ id }: { id: string; page: SavedViewPage }) => sendApi(`/saved-views/${id}`, { method: 'DELETE' }),
    onSuccess: (_nothing, { page }) => client.invalidateQueries({ queryKey: savedViewsKey(page) }),
  });
}
