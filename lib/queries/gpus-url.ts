import {
  createLoader,
  createParser,
  type inferParserType,
  parseAsInteger,
  parseAsNativeArrayOf,
  parseAsString,
  parseAsStringLiteral,
} from 'nuqs/server';
import { busyMetrics, gpuHealths, gpuUses } from '@/lib/api/contracts/gpu-keys';
import { providerIds } from '@/lib/domain/provider';

export const gpuTabs = ['fleet', 'time', 'idle', 'fits'] as const;

/** Ranges that end now, and how long each is in milliseconds. */
export const gpuRanges = ['now-1h', 'now-6h', 'now-24h', 'now-7d'] as const;
export type GpuRange = (typeof gpuRanges)[number];
const hourMs = 3_600_000;
/** Sources are read every hour at the least, and tell what they measured a little late. */
const settledMs = 2 * hourMs;
const rangeMs: Record<GpuRange, number> = {
  'now-1h': hourMs,
  'now-6h': 6 * hourMs,
  'now-24h': 24 * hourMs,
  'now-7d': 168 * hourMs,
};

/** A stretch between two instants, ISO 8601; `to` is not included. */
export interface GpuStretch {
  from: string;
  to: string;
}

/** What one looks at over time: up to now, or between two instants. */
export type GpuSpan = GpuRange | GpuStretch;

const usualRange: GpuRange = 'now-24h';
/** The API takes 13 months at most. */
const longestMs = 400 * 24 * hourMs;

const findRange = (text: string): GpuRange | null => gpuRanges.find((one) => one === text) ?? null;

/** An instant as an address writes it, in one form; null where it is none. */
function readInstant(text: string): string | null {
  const ms = /^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:\d{2})$/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(ms) ? null : new Date(ms).toISOString();
}

/** Relative ranges stay relative; a stretch has both of its ends. */
const spanParsers = {
  from: createParser({ parse: (text: string) => findRange(text) ?? readInstant(text), serialize: String }).withDefault(
    usualRange,
  ),
  to: createParser({ parse: readInstant, serialize: String }),
};
type SpanInUrl = inferParserType<typeof spanParsers>;

/** What an address looks at; the usual range where its two ends are no stretch. */
export function readGpuSpan({ from, to }: SpanInUrl): GpuSpan {
  const range = findRange(from);
  if (range !== null) return range;
  if (to === null) return usualRange;
  const ms = Date.parse(to) - Date.parse(from);
  return ms > 0 && ms <= longestMs ? { from, to } : usualRange;
}

/** What one looks at as an address holds it. */
export function writeGpuSpan(span: GpuSpan): SpanInUrl {
  return typeof span === 'string' ? { from: span, to: null } : span;
}

/** What of the address the API also takes: the same names, the same repeated keys. */
const gpuFilterParsers = {
  provider: parseAsNativeArrayOf(parseAsStringLiteral(providerIds)),
  site: parseAsNativeArrayOf(parseAsString),
  cluster: parseAsNativeArrayOf(parseAsString),
  model: parseAsNativeArrayOf(parseAsString),
  team: parseAsNativeArrayOf(parseAsString),
  health: parseAsNativeArrayOf(parseAsStringLiteral(gpuHealths)),
  use: parseAsNativeArrayOf(parseAsStringLiteral(gpuUses)),
};

/** The whole state of the GPUs page. `metric` null: the one that most of the fleet is measured by. */
export const gpuParsers = {
  ...gpuFilterParsers,
  tab: parseAsStringLiteral(gpuTabs).withDefault('fleet'),
  metric: parseAsStringLiteral(busyMetrics),
  ...spanParsers,
};

/** The state of a node's page: the device that is open, what its charts look at, and the series shown sample by sample. */
export const gpuNodeParsers = {
  gpu: parseAsInteger,
  ...spanParsers,
  raw: parseAsString,
};

export type GpuFilterState = inferParserType<typeof gpuFilterParsers>;
export type GpuUrlState = inferParserType<typeof gpuParsers>;

export const gpuFilterKeys = ['site', 'provider', 'cluster', 'model', 'team', 'health', 'use'] as const;
export type GpuFilterKey = (typeof gpuFilterKeys)[number];

/** Reads the state from a page's search parameters, on the server. What is not understood is left out. */
export const loadGpusUrl = createLoader(gpuParsers);

/** No filter at all, to write over any. */
export const clearedGpuFilters = {
  provider: null,
  site: null,
  cluster: null,
  model: null,
  team: null,
  health: null,
  use: null,
} satisfies Record<GpuFilterKey, null>;

/** How many filters narrow the fleet. Each counts once, however many of its values are chosen. */
export function countGpuFilters(filters: GpuFilterState): number {
  return gpuFilterKeys.filter((key) => filters[key].length > 0).length;
}

/** How many filters narrow the nodes, whatever their devices do and however they stand. */
export function countNodeFilters(filters: GpuFilterState): number {
  return countGpuFilters({ ...filters, health: [], use: [] });
}

/** The state with one filter's values replaced. Values that the filter cannot take are left out. */
export function withGpuFilter(key: GpuFilterKey, values: readonly string[]): Partial<GpuFilterState> {
  const search = new URLSearchParams(values.map((value) => [key, value]));
  const { [key]: parsed } = createLoader(gpuFilterParsers)(search);
  return { [key]: parsed };
}

/** The instants between which one looks now. */
export function toGpuStretch(span: GpuSpan, now: Date): GpuStretch {
  if (typeof span !== 'string') return span;
  return { from: new Date(now.getTime() - rangeMs[span]).toISOString(), to: now.toISOString() };
}

/** Whether what one looks at ended so long ago that sources have told all they measured in it. */
export function isWellPast(span: GpuSpan, now: Date): boolean {
  return typeof span !== 'string' && now.getTime() - Date.parse(span.to) > settledMs;
}
