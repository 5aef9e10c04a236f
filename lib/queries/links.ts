import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { type QueryValues, readApi } from './api-client';
import { linkCostsSchema, linkDetailSchema, linksPageSchema } from './lazy-contracts';
import type { LinksUrlState } from './links-url';
import { toRefetchInterval, toRefetchIntervalOfOne } from './refetch-interval';

/** What the API is asked for under this address. */
export function toLinksQuery({ q, state, form, provider, site, health, trouble, sort, order }: LinksUrlState) {
  const many = <T>(values: T[]) => (values.length === 0 ? undefined : values);
  return {
    q: q?.trim() || undefined,
    state: many(state),
    form: many(form),
    provider: many(provider),
    site: many(site),
    health: many(health),
    trouble: many(trouble),
    sort,
    order,
  } satisfies QueryValues;
}

export const linksKey = (url: LinksUrlState) => ['links', 'list', toLinksQuery(url)] as const;

/** Links of every provider, page by page by cursor. Read again by itself only while its first page is all that shows. */
export function linksQuery(url: LinksUrlState) {
  return infiniteQueryOptions({
    queryKey: linksKey(url),
    queryFn: ({ pageParam, signal }) =>
      readApi('/links', linksPageSchema, { query: { ...toLinksQuery(url), cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
    refetchOnWindowFocus: ({ state }) => areLinksRefreshedByThemselves(state.data?.pages.length),
    refetchInterval: ({ state }) =>
      areLinksRefreshedByThemselves(state.data?.pages.length) && toRefetchInterval(state.data?.pages[0]?.sources),
  });
}

/** Whether a list of so many pages is read again by itself: of several, cursors of the later ones would shift. */
export function areLinksRefreshedByThemselves(pages: number | undefined): boolean {
  return pages === undefined || pages === 1;
}

export const linkKey = (id: string) => ['links', 'one', id] as const;

/** One link with what it rides on, what rides on it and what stands in for it. */
export function linkQuery(id: string) {
  return queryOptions({
    queryKey: linkKey(id),
    queryFn: ({ signal }) => readApi(`/links/${encodeURIComponent(id)}`, linkDetailSchema, { signal }),
    refetchInterval: ({ state: { data, error } }) => toRefetchIntervalOfOne(error, toRefetchInterval(data?.sources)),
  });
}

/** What one link costs, and what of that comes on each terabyte. */
export function linkCostQuery(id: string) {
  return queryOptions({
    queryKey: ['links', 'cost', id] as const,
    queryFn: ({ signal }) => readApi(`/links/${encodeURIComponent(id)}/cost`, linkCostsSchema, { signal }),
  });
}
