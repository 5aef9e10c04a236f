import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { SiteEventKind } from '@/lib/domain/site/site-event';
import { readApi } from './api-client';
import {
  siteCostsSchema,
  sitePageCostsSchema,
  sitePageSchema,
  siteStandingsSchema,
  siteTimelineSchema,
  topologySchema,
} from './lazy-contracts';
import { toRefetchInterval, toRefetchIntervalOfOne } from './refetch-interval';

// Bills come a few times a day.
const costRefreshMs = 300_000;
const timelineRefreshMs = 60_000;

export const siteStandingsKey = ['site-pages', 'list'] as const;

/** Every site with how it stands, asked for again at the collection interval. */
export const siteStandingsQuery = queryOptions({
  queryKey: siteStandingsKey,
  queryFn: ({ signal }) => readApi('/site-standings', siteStandingsSchema, { signal }),
  refetchInterval: ({ state }) => toRefetchInterval(state.data?.sources),
});

/** What each site cost in this month so far. */
export const siteCostsQuery = queryOptions({
  queryKey: ['site-pages', 'costs'] as const,
  queryFn: ({ signal }) => readApi('/site-standings/costs', siteCostsSchema, { signal }),
  refetchInterval: costRefreshMs,
});

/** The links between sites, a line for all between two. */
export const siteLinesQuery = queryOptions({
  queryKey: ['links', 'topology', {}] as const,
  queryFn: ({ signal }) => readApi('/links/topology', topologySchema, { signal }),
  refetchInterval: ({ state }) => toRefetchInterval(state.data?.sources),
});

export const sitePageKey = (site: string) => ['site-pages', 'one', site] as const;

/** One site with everything that is known of it now. */
export function sitePageQuery(site: string) {
  return queryOptions({
    queryKey: sitePageKey(site),
    queryFn: ({ signal }) => readApi('/site-page', sitePageSchema, { query: { site }, signal }),
    refetchInterval: ({ state: { data, error } }) => toRefetchIntervalOfOne(error, toRefetchInterval(data?.sources)),
  });
}

/** What one site cost in this month so far, and in as many days before. */
export function sitePageCostsQuery(site: string) {
  return queryOptions({
    queryKey: ['site-pages', 'one', site, 'costs'] as const,
    queryFn: ({ signal }) => readApi('/site-page/costs', sitePageCostsSchema, { query: { site }, signal }),
    refetchInterval: costRefreshMs,
  });
}

export const siteTimelineKey = (site: string, kinds: readonly SiteEventKind[]) =>
  ['site-pages', 'one', site, 'timeline', kinds] as const;

/** What happened at a site, page by page by cursor, the newest first. `kinds` empty: of every kind. */
export function siteTimelineQuery(site: string, kinds: readonly SiteEventKind[]) {
  return infiniteQueryOptions({
    queryKey: siteTimelineKey(site, kinds),
    queryFn: ({ pageParam, signal }) =>
      readApi('/site-page/timeline', siteTimelineSchema, {
        query: { site, kind: kinds.length === 0 ? undefined : [...kinds], cursor: pageParam },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
    // Of several pages, cursors of the later ones would shift.
    refetchInterval: ({ state }) => (state.data?.pages.length === 1 ? timelineRefreshMs : false),
  });
}
