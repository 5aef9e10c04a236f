import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { PathStretch } from '@/lib/api/contracts/path-keys';
import type { ProbeKind } from '@/lib/domain/probe/probe';
import { readApi } from './api-client';
import { type GpuSpan, isWellPast, toGpuStretch } from './gpus-url';
import { pathPairSchema, pathsSchema, pathsUsualSchema } from './lazy-contracts';
import { toRefetchIntervalOfOne } from './refetch-interval';

/** Agents report once a minute. */
const reportedEveryMs = 60_000;
const hourMs = 3_600_000;

/** What the API is asked for: of long stretches one kind at a time, since the ways of all may be too many. */
export function toPathsQuery({ over, kind }: { over: PathStretch; kind: ProbeKind | null }) {
  return { over, kind: over === '15m' || over === '1h' ? undefined : (kind ?? 'tcp') };
}

export const pathsKey = (url: Parameters<typeof toPathsQuery>[0]) => ['paths', 'matrix', toPathsQuery(url)] as const;

/** Every way between sites as it was measured over a stretch up to now. */
export function pathsQuery(url: Parameters<typeof toPathsQuery>[0]) {
  return queryOptions({
    queryKey: pathsKey(url),
    queryFn: ({ signal }) => readApi('/paths', pathsSchema, { query: toPathsQuery(url), signal }),
    placeholderData: keepPreviousData,
    refetchInterval: reportedEveryMs,
  });
}

/** What is usual of each way at this hour; asked for once somebody compares. */
export function pathsUsualQuery(isWanted: boolean) {
  return queryOptions({
    queryKey: ['paths', 'usual'] as const,
    queryFn: ({ signal }) => readApi('/paths/usual', pathsUsualSchema, { signal }),
    enabled: isWanted,
    staleTime: hourMs / 6,
    refetchInterval: hourMs / 4,
  });
}

/** A pair of sites over time, either way. */
export function pathPairQuery({ from, to }: { from: string; to: string }, span: GpuSpan) {
  return queryOptions({
    queryKey: ['paths', 'pair', from, to, span] as const,
    queryFn: ({ signal }) =>
      readApi(`/paths/${encodeURIComponent(from)}/${encodeURIComponent(to)}`, pathPairSchema, {
        query: { ...toGpuStretch(span, new Date()) },
        signal,
      }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state: { error } }) =>
      !isWellPast(span, new Date()) && toRefetchIntervalOfOne(error, reportedEveryMs),
  });
}
