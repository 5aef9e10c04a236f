import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { CostMetric } from '@/lib/domain/cost/billing-delivery';
import type { CostAxis, CostDimension, CostTimeBasis } from '@/lib/domain/cost/cost-dimension';
import { readApi, toApiUrl } from './api-client';
import { costRowsSchema, costSchema, costTagKeysSchema } from './lazy-contracts';

/** Of each dimension the values that count; the empty text stands for rows that have none. Absent: any. */
export type CostFilterState = { readonly [dimension in CostDimension | 'tag']?: readonly string[] };

/** Days, both included, `2026-11-01`; `asOf` null: as it is known now. */
export interface CostSpan {
  from: string;
  to: string;
  asOf: string | null;
}

/** What of costs is asked for. `by` null: one line. */
export interface CostState {
  span: CostSpan;
  filters: CostFilterState;
  metric: CostMetric;
  by: CostAxis | null;
  /** Which time the span is of; of billing months it is widened to whole ones. */
  time: CostTimeBasis;
  step: 'day' | 'week' | 'month';
  top: number;
  compare: boolean;
  /** The currency that everything is told in; null: as it was billed. */
  convertTo: string | null;
}

// Bills come a few times a day.
const refreshMs = 300_000;

/** Costs over a span. The previous answer stays while another is on its way. */
export function costQuery({ span, filters, ...asked }: CostState) {
  return queryOptions({
    queryKey: ['cost', span, filters, asked] as const,
    queryFn: ({ signal }) =>
      readApi('/cost', costSchema, { query: { ...span, ...toFilter(filters), ...asked }, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: span.asOf === null ? refreshMs : false,
  });
}

/** The rows behind a figure, or of one delivery, page by page. They are asked for by hand and not again by themselves. */
export function costRowsQuery(
  span: CostSpan,
  filters: CostFilterState,
  delivery: string | null = null,
  time: CostTimeBasis = 'charge-day',
) {
  return infiniteQueryOptions({
    queryKey: ['cost', 'rows', span, filters, delivery, time] as const,
    queryFn: ({ signal, pageParam }) =>
      readApi('/cost/rows', costRowsSchema, {
        query: { ...span, ...toFilter(filters), delivery, time, cursor: pageParam },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** The tag keys that bills of a span have, as their rows spell them. */
export function costTagKeysQuery({ from, to, asOf }: CostSpan) {
  return queryOptions({
    queryKey: ['cost', 'tag-keys', from, to, asOf] as const,
    queryFn: ({ signal }) => readApi('/cost/tag-keys', costTagKeysSchema, { query: { from, to, asOf }, signal }),
    staleTime: refreshMs,
  });
}

/** The address of a file with the rows behind figures, as a FOCUS 1.2 dataset. */
export function toCostExportUrl(
  { span, filters, time }: Pick<CostState, 'span' | 'filters' | 'time'>,
  format: 'focus-csv' | 'focus-parquet',
): string {
  return toApiUrl('/cost/export', { ...span, ...toFilter(filters), time, format });
}

function toFilter(filters: CostFilterState): Record<string, string[]> {
  return Object.fromEntries(Object.entries(filters).map(([dimension, values]) => [dimension, [...values]]));
}
