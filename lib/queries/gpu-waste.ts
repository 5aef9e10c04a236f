import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import {
  createLoader,
  type inferParserType,
  parseAsNativeArrayOf,
  parseAsString,
  parseAsStringLiteral,
} from 'nuqs/server';
import type { CostMetric } from '@/lib/domain/cost/billing-delivery';
import { type GpuWasteKey, gpuWasteKeys } from '@/lib/domain/cost/gpu-use';
import { readApi } from './api-client';
import type { CostSpan } from './cost';
import { costParsers, readCostRange, toCostSpan } from './cost-url';
import { gpuWasteSchema } from './lazy-contracts';

const values = () => parseAsNativeArrayOf(parseAsString);

/** The state of the GPU waste page. `book`: currency and basis; null: the largest. `unit`: what is drawn and listed; null: the cost, as soon as some of it is measured. */
export const gpuWasteParsers = {
  from: costParsers.from,
  to: costParsers.to,
  asOf: costParsers.asOf,
  book: costParsers.book,
  metric: costParsers.metric,
  by: parseAsStringLiteral(gpuWasteKeys).withDefault('team'),
  unit: parseAsStringLiteral(['cost', 'hours']),
  team: values(),
  site: values(),
  provider: values(),
  'gpu-model': values(),
};
export type GpuWasteUrlState = inferParserType<typeof gpuWasteParsers>;

export const loadGpuWasteUrl = createLoader(gpuWasteParsers);

/** What of GPU waste is asked for. */
export interface GpuWasteState {
  span: CostSpan;
  metric: CostMetric;
  by: GpuWasteKey;
  /** Of each key the values that are meant; absent: any. */
  filters: Partial<Record<GpuWasteKey, string[]>>;
}

/** What the page asks for. A range up to yesterday goes on to today: its hours are known before its bill. */
export function toGpuWasteState(url: GpuWasteUrlState, now: Date): GpuWasteState {
  const range = readCostRange(url);
  const span = toCostSpan(url, now);
  const isUpToNow = typeof range === 'string' && range !== 'last-month';
  return {
    span: isUpToNow ? { ...span, to: now.toISOString().slice(0, 10) } : span,
    metric: url.metric,
    by: url.by,
    filters: Object.fromEntries(gpuWasteKeys.filter((key) => url[key].length > 0).map((key) => [key, url[key]])),
  };
}

// Hours are accounted every few minutes, bills come a few times a day.
const refreshMs = 300_000;

/** GPU waste over a span. The previous answer stays while another is on its way. */
export function gpuWasteQuery({ span, metric, by, filters }: GpuWasteState) {
  return queryOptions({
    queryKey: ['cost', 'gpu-waste', span, metric, by, filters] as const,
    queryFn: ({ signal }) =>
      readApi('/cost/gpu-waste', gpuWasteSchema, { query: { ...span, metric, by, ...filters }, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: span.asOf === null ? refreshMs : false,
  });
}
