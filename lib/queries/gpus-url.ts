import {
  createLoader,
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
const rangeMs: Record<GpuRange, number> = {
  'now-1h': hourMs,
  'now-6h': 6 * hourMs,
  'now-24h': 24 * hourMs,
  'now-7d': 168 * hourMs,
};

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
  from: parseAsStringLiteral(gpuRanges).withDefault('now-24h'),
};

/** The state of a node's page: the device that is open, the range of its charts, and the series shown sample by sample. */
export const gpuNodeParsers = {
  gpu: parseAsInteger,
  from: parseAsStringLiteral(gpuRanges).withDefault('now-24h'),
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

/** The instants a range means now, as ISO 8601. */
export function toGpuRange(range: GpuRange, now: Date): { from: string; to: string } {
  return { from: new Date(now.getTime() - rangeMs[range]).toISOString(), to: now.toISOString() };
}
