import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { type QueryValues, readApi } from './api-client';
import { workloadDetailSchema, workloadsPageSchema } from './lazy-contracts';
import { toRefetchInterval, toRefetchIntervalOfOne } from './refetch-interval';
import type { WorkloadsUrlState } from './workloads-url';

/** What the API is asked for under this address. */
export function toWorkloadsQuery({ q, state, system, site, queue, team, sort, order }: WorkloadsUrlState) {
  const many = <T>(values: T[]) => (values.length === 0 ? undefined : values);
  return {
    q: q?.trim() || undefined,
    state: many(state),
    system: many(system),
    site: many(site),
    queue: many(queue),
    team: many(team),
    sort,
    order,
  } satisfies QueryValues;
}

export const workloadsKey = (url: WorkloadsUrlState) => ['workloads', 'list', toWorkloadsQuery(url)] as const;

/** Work over every scheduler, page by page by cursor. Read again by itself only while its first page is all that shows. */
export function workloadsQuery(url: WorkloadsUrlState) {
  return infiniteQueryOptions({
    queryKey: workloadsKey(url),
    queryFn: ({ pageParam, signal }) =>
      readApi('/workloads', workloadsPageSchema, { query: { ...toWorkloadsQuery(url), cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
    refetchOnWindowFocus: ({ state }) => isWorkRefreshedByItself(state.data?.pages.length),
    refetchInterval: ({ state }) =>
      isWorkRefreshedByItself(state.data?.pages.length) && toRefetchInterval(state.data?.pages[0]?.sources),
  });
}

/** Whether a list of so many pages is read again by itself: of several, cursors of the later ones would shift. */
export function isWorkRefreshedByItself(pages: number | undefined): boolean {
  return pages === undefined || pages === 1;
}

export const workloadKey = (id: string) => ['workloads', 'one', id] as const;

/** One piece of work with its devices, what is before it and what it rests on. */
export function workloadQuery(id: string) {
  return queryOptions({
    queryKey: workloadKey(id),
    queryFn: ({ signal }) => readApi(`/workloads/${encodeURIComponent(id)}`, workloadDetailSchema, { signal }),
    refetchInterval: ({ state: { data, error } }) => toRefetchIntervalOfOne(error, toRefetchInterval(data?.sources)),
  });
}
