import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { readApi } from './api-client';
import { type GpuSpan, gpuNodeParsers, isWellPast, toGpuStretch } from './gpus-url';
import { linkSeriesSchema } from './lazy-contracts';
import { toRefetchIntervalOfOne } from './refetch-interval';

const refreshMs = 60_000;

/** What of the address a link's charts look at, and the series shown sample by sample. */
export const linkSeriesParsers = { from: gpuNodeParsers.from, to: gpuNodeParsers.to, raw: gpuNodeParsers.raw };

/** The path of a link in the API. */
export const toLinkPath = (id: string) => `/links/${encodeURIComponent(id)}`;

/** One link over time. */
export function linkSeriesQuery(id: string, span: GpuSpan) {
  return queryOptions({
    queryKey: ['links', 'series', id, span] as const,
    queryFn: ({ signal }) =>
      readApi(`${toLinkPath(id)}/series`, linkSeriesSchema, { query: { ...toGpuStretch(span, new Date()) }, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state: { error } }) =>
      !isWellPast(span, new Date()) && toRefetchIntervalOfOne(error, refreshMs),
  });
}
