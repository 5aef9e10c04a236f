import type { MetricName } from '@/lib/domain/metric';
import type { DeviceTrend } from './rolled-columns';

/** Samples as a metric store rolls them up to steps counted from 1970. */
export function toTrend(
  metric: MetricName,
  samples: readonly (readonly [atMs: number, value: number])[],
  stepMs: number,
  attributes: Readonly<Record<string, string>> = {},
): DeviceTrend {
  const steps = Map.groupBy(samples, ([atMs]) => Math.floor(atMs / stepMs) * stepMs);
  const sorted = [...steps]
    .sort(([one], [other]) => one - other)
    .map(([at, own]) => [at, own.map(([, v]) => v)] as const);
  return {
    metric,
    attributes,
    startsAt: sorted.map(([at]) => at),
    min: sorted.map(([, values]) => Math.min(...values)),
    max: sorted.map(([, values]) => Math.max(...values)),
    sum: sorted.map(([, values]) => values.reduce((sum, value) => sum + value, 0)),
    count: sorted.map(([, values]) => values.length),
  };
}
