import { type MetricPoint, type MetricSeries, metrics } from '@/lib/domain/metric';
import type { MetricWindow } from '../../contract/provider';
import type { RawPoint } from './read-data';
import type { WantedSeries } from './to-wanted-series';

/** Beyond 0 and 1, what rounding can do to a share. */
const rounding = 1e-6;

/** What of a series' values could not be used, by the code of its fault. */
export type ValueFault = 'OutOfRange' | 'AmbiguousDimensions';

export interface SeriesRead {
  /** Null when no point of the window is left. */
  series: MetricSeries | null;
  faults: ReadonlySet<ValueFault>;
}

/**
 * One series in canonical terms. `pointsOf`: what came of each of its CloudWatch metrics, in any order. What is no finite
 * number is no point; a share beyond the whole is none either, and nor is a moment for which two metrics differ.
 */
export function toMetricSeries(
  { source, namespace, attributes, count }: WantedSeries,
  pointsOf: readonly (readonly RawPoint[])[],
  window: MetricWindow,
): SeriesRead {
  const { name, metric, subject, toUnit } = source;
  const faults = new Set<ValueFault>();
  const byTime = new Map<number, number | null>();
  for (const raw of pointsOf) {
    for (const [atMs, value] of toValues(raw, (value) => toUnit(value, count), window)) {
      if (metrics[metric].unit === '1' && (value < -rounding || value > 1 + rounding)) {
        faults.add('OutOfRange');
        continue;
      }
      const known = byTime.get(atMs);
      if (known !== undefined && known !== value) faults.add('AmbiguousDimensions');
      byTime.set(atMs, known === undefined || known === value ? value : null);
    }
  }
  const points = [...byTime]
    .sort(([one], [other]) => one - other)
    .flatMap(([atMs, value]): MetricPoint[] => (value === null ? [] : [{ at: new Date(atMs), value }]));
  const definition = `${namespace} ${name}`;
  return { series: points.length === 0 ? null : { metric, definition, subject, attributes, points }, faults };
}

/** Of one CloudWatch metric: each moment of the window once, as it was first told. */
function toValues(
  raw: readonly RawPoint[],
  toUnit: (value: number) => number,
  { from, to }: MetricWindow,
): Map<number, number> {
  const values = new Map<number, number>();
  for (const { at, value } of raw) {
    const atMs = at.getTime();
    const isWithin = atMs >= from.getTime() && atMs < to.getTime();
    if (isWithin && Number.isFinite(value) && !values.has(atMs)) values.set(atMs, toUnit(value));
  }
  return values;
}
