import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { readApi } from './api-client';
import { betweenSchema, topologySchema, waysSchema } from './lazy-contracts';
import { toLinksQuery } from './links';
import { toRefetchInterval } from './refetch-interval';
import type { TopologyUrlState, WaysUrlState } from './topology-url';

/** What the API is asked for under this address. */
export function toTopologyQuery(url: TopologyUrlState) {
  const { sort: _, order: __, ...query } = toLinksQuery({ ...url, sort: 'health', order: 'desc' });
  return query;
}

export const topologyKey = (url: TopologyUrlState) => ['links', 'topology', toTopologyQuery(url)] as const;

/** Sites and the lines between them. */
export function topologyQuery(url: TopologyUrlState) {
  return queryOptions({
    queryKey: topologyKey(url),
    queryFn: ({ signal }) => readApi('/links/topology', topologySchema, { query: toTopologyQuery(url), signal }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => toRefetchInterval(state.data?.sources),
  });
}

/** The links of one line of the topology; `to` null: those that end where no source says. */
export function betweenQuery(from: string, to: string | null) {
  return queryOptions({
    queryKey: ['links', 'between', from, to],
    queryFn: ({ signal }) => readApi('/links/between', betweenSchema, { query: { from, to }, signal }),
    refetchInterval: ({ state }) => toRefetchInterval(state.data?.sources),
  });
}

/** What the API is asked for under this address. */
export const toWaysQuery = ({ from, to }: WaysUrlState) => ({ from: from || undefined, to: to || undefined });

export const waysKey = (url: WaysUrlState) => ['links', 'ways', toWaysQuery(url)] as const;

/** The ways from one site to another; none, but the sites, until both are chosen. */
export function waysQuery(url: WaysUrlState) {
  return queryOptions({
    queryKey: waysKey(url),
    queryFn: ({ signal }) => readApi('/links/ways', waysSchema, { query: toWaysQuery(url), signal }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => toRefetchInterval(state.data?.sources),
  });
}
