import { type MetricPoint, type MetricSeries, metrics } from '@/lib/domain/metric';
import type { MetricWindow } from '../../contract/provider';
import type { CallPlan } from './plan-calls';
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
 * number is no point; a share beyond the whole is none either, and nor is a moment for which two metrics differ. Of one
 * metric each moment is as it was first told. The rate of a period whose count may yet grow is no point so far.
 */
export function toMetricSeries(
  { source, namespace, attributes, count }: WantedSeries,
  pointsOf: readonly (readonly RawPoint[])[],
  { from, to }: MetricWindow,
  { periodSeconds, settledBy }: Pick<CallPlan, 'periodSeconds' | 'settledBy'>,
): SeriesRead {
  const { name, metric, subject, toUnit, countedOverSeconds } = source;
  const isCount = countedOverSeconds !== undefined;
  const isShare = metrics[metric].unit === '1';
  const faults = new Set<ValueFault>();
  const byTime = new Map<number, Told>();
  for (const [of, raw] of pointsOf.entries())
    for (const { at, value } of raw) {
      const isWithin = at >= from && at < to;
      if (!isWithin || !Number.isFinite(value)) continue;
      if (isCount && at.getTime() + periodSeconds * 1000 > settledBy.getTime()) continue;
      const converted = toUnit(isCount ? value / periodSeconds : value, count);
      if (isShare && (converted < -rounding || converted > 1 + rounding)) {
        faults.add('OutOfRange');
        continue;
      }
      const known = byTime.get(at.getTime());
      if (known === undefined) byTime.set(at.getTime(), { of, at, value: converted });
      else if (known.of !== of) {
        known.of = of;
        if (known.value === converted) continue;
        faults.add('AmbiguousDimensions');
        known.value = null;
      }
    }
  const points = [...byTime.values()]
    .flatMap(({ at, value }): MetricPoint[] => (value === null ? [] : [{ at, value }]))
    .sort((one, other) => one.at.getTime() - other.at.getTime());
  const definition = `${namespace} ${name}`;
  return { series: points.length === 0 ? null : { metric, definition, subject, attributes, points }, faults };
}

interface Told {
  /** Which of the metrics told it last. */
  of: number;
  at: Date;
  /** Null: two metrics differ. */
  value: number | null;
}
