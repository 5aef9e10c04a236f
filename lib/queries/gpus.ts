import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { GpuSamples } from '@/lib/api/contracts/gpu-history';
import type { BusyMetric } from '@/lib/api/contracts/gpu-keys';
import type { MetricName } from '@/lib/domain/metric';
import { type QueryValues, readApi } from './api-client';
import { type GpuFilterState, type GpuSpan, isWellPast, toGpuStretch } from './gpus-url';
import {
  gpuFleetSchema,
  gpuHistorySchema,
  gpuNodeSchema,
  gpuPlacementSchema,
  gpuSamplesSchema,
  gpuTimelineSchema,
  idleGpusSchema,
} from './lazy-contracts';
import { toRefetchInterval, toRefetchIntervalOfOne } from './refetch-interval';

/** The filters as the API takes them: absent where nothing is chosen. */
export function toGpuFilter(filters: GpuFilterState) {
  const many = <T>(values: T[]) => (values.length === 0 ? undefined : values);
  return {
    provider: many(filters.provider),
    site: many(filters.site),
    cluster: many(filters.cluster),
    model: many(filters.model),
    team: many(filters.team),
    health: many(filters.health),
    use: many(filters.use),
  } satisfies QueryValues;
}

/** What of the fleet is asked for. `metric` null: the one the API chooses. */
export interface GpuFleetState {
  filters: GpuFilterState;
  metric: BusyMetric | null;
}

export const gpuFleetKey = ({ filters, metric }: GpuFleetState) =>
  ['gpus', 'fleet', toGpuFilter(filters), metric] as const;

/** The fleet now. The previous one stays while another is on its way. */
export function gpuFleetQuery(state: GpuFleetState) {
  return queryOptions({
    queryKey: gpuFleetKey(state),
    queryFn: ({ signal }) =>
      readApi('/gpus', gpuFleetSchema, { query: { ...toGpuFilter(state.filters), metric: state.metric }, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state: { data } }) => toRefetchInterval(data?.sources),
  });
}

export const gpuTimelineKey = ({ filters, metric }: GpuFleetState, span: GpuSpan) =>
  ['gpus', 'timeline', toGpuFilter(filters), metric, span] as const;

/** Nodes over time. */
export function gpuTimelineQuery(state: GpuFleetState, span: GpuSpan) {
  return queryOptions({
    queryKey: gpuTimelineKey(state, span),
    queryFn: ({ signal }) =>
      readApi('/gpus/timeline', gpuTimelineSchema, {
        query: { ...toGpuFilter(state.filters), metric: state.metric, ...toGpuStretch(span, new Date()) },
        signal,
      }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state: { data } }) => isAsked(span, data) && toRefetchInterval(data?.sources),
    refetchOnWindowFocus: ({ state: { data } }) => isAsked(span, data),
  });
}

/** Whether a span is asked for again by itself: not once it was answered and nothing is measured in it any more. */
function isAsked(span: GpuSpan, answer: unknown): boolean {
  return answer === undefined || !isWellPast(span, new Date());
}

export const idleGpusKey = (filters: GpuFilterState) => ['gpus', 'idle', toGpuFilter(filters)] as const;

/** Devices that are held and do nothing. */
export function idleGpusQuery(filters: GpuFilterState) {
  return queryOptions({
    queryKey: idleGpusKey(filters),
    queryFn: ({ signal }) => readApi('/gpus/idle', idleGpusSchema, { query: toGpuFilter(filters), signal }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state: { data } }) => toRefetchInterval(data?.sources),
  });
}

export const gpuPlacementKey = (filters: GpuFilterState) => ['gpus', 'placement', toGpuFilter(filters)] as const;

/** What is free, and the largest job that fits. */
export function gpuPlacementQuery(filters: GpuFilterState) {
  return queryOptions({
    queryKey: gpuPlacementKey(filters),
    queryFn: ({ signal }) => readApi('/gpus/placement', gpuPlacementSchema, { query: toGpuFilter(filters), signal }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state: { data } }) => toRefetchInterval(data?.sources),
  });
}

const toNodePath = (id: string) => `/gpus/nodes/${encodeURIComponent(id)}`;

export const gpuNodeKey = (id: string) => ['gpus', 'node', id] as const;

/** A node with its devices now. */
export function gpuNodeQuery(id: string) {
  return queryOptions({
    queryKey: gpuNodeKey(id),
    queryFn: ({ signal }) => readApi(toNodePath(id), gpuNodeSchema, { signal }),
    refetchInterval: ({ state: { data, error } }) => toRefetchIntervalOfOne(error, toRefetchInterval(data?.sources)),
  });
}

const historyRefreshMs = 60_000;

/** One device over time. */
export function gpuHistoryQuery(id: string, slot: number, span: GpuSpan) {
  return queryOptions({
    queryKey: ['gpus', 'history', id, slot, span] as const,
    queryFn: ({ signal }) =>
      readApi(`${toDevicePath(id, slot)}/history`, gpuHistorySchema, {
        query: { ...toGpuStretch(span, new Date()) },
        signal,
      }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state: { data, error } }) =>
      isAsked(span, data) && toRefetchIntervalOfOne(error, historyRefreshMs),
    refetchOnWindowFocus: ({ state: { data } }) => isAsked(span, data),
  });
}

/** One series of a device as its source named it. */
export interface GpuSeriesName {
  metric: MetricName;
  definition: string;
  /** The id of the connection that reads it. */
  connection: string;
  /** What tells it from others of that name, each `key:value`. */
  attribute: string[];
}

/** The path of a device in the API. */
export const toDevicePath = (id: string, slot: number) => `${toNodePath(id)}/devices/${slot}`;

interface SamplesOf {
  /** Of the device or link in the API, e.g. `/links/…`. */
  path: string;
  series: GpuSeriesName;
  span: GpuSpan;
}

function readSamples({ path, series, span }: SamplesOf, origin: GpuSamples['origin'], signal: AbortSignal) {
  return readApi(`${path}/samples`, gpuSamplesSchema, {
    query: { ...series, origin, ...toGpuStretch(span, new Date()) },
    signal,
  });
}

/** The samples of one series as they were collected. They are asked for by hand and not again by themselves. */
export function gpuSamplesQuery(of: SamplesOf) {
  return queryOptions({
    queryKey: ['gpus', 'samples', of] as const,
    queryFn: ({ signal }) => readSamples(of, 'stored', signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/**
 * The samples as their source has them. `askedAt`: when a person asked for them; null: nobody did. The source may charge for
 * its answer, so that each time it is asked once, and never by itself.
 */
export function gpuSourceSamplesQuery(of: SamplesOf, askedAt: string | null) {
  return queryOptions({
    queryKey: ['gpus', 'source-samples', of, askedAt] as const,
    queryFn: ({ signal }) => readSamples(of, 'source', signal),
    enabled: askedAt !== null,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    retryOnMount: false,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
}
