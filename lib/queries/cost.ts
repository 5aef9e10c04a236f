import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { CostMetric } from '@/lib/domain/cost/billing-delivery';
import type { CostDimension } from '@/lib/domain/cost/cost-dimension';
import { readApi } from './api-client';
import { costRowsSchema, costSchema } from './lazy-contracts';

/** Of each dimension the values that count; the empty text stands for rows that have none. Absent: any. */
export type CostFilterState = { readonly [dimension in CostDimension]?: readonly string[] };

/** Charge days, both included, `2026-11-01`; `asOf` null: as it is known now. */
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
  by: CostDimension | null;
  step: 'day' | 'week' | 'month';
  top: number;
  compare: boolean;
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

/** The rows behind a figure, page by page. They are asked for by hand and not again by themselves. */
export function costRowsQuery(span: CostSpan, filters: CostFilterState) {
  return infiniteQueryOptions({
    queryKey: ['cost', 'rows', span, filters] as const,
    queryFn: ({ signal, pageParam }) =>
      readApi('/cost/rows', costRowsSchema, { query: { ...span, ...toFilter(filters), cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

function toFilter(filters: CostFilterState): Record<string, string[]> {
  return Object.fromEntries(Object.entries(filters).map(([dimension, values]) => [dimension, [...values]]));
}
