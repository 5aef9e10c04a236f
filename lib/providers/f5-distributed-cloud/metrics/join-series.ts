import type { MetricPoint, MetricSeries } from '@/lib/domain/metric';

/** Metrics of which less is worse. */
const lessIsWorse: ReadonlySet<string> = new Set(['link.state', 'link.reachability']);

/**
 * One series of what several topologies say of the same: every moment that one of them has, and of two values for one moment
 * the worse, whichever was read first; of traffic the greater.
 */
export function joinSeries(series: readonly MetricSeries[]): MetricSeries[] {
  const byKey = Map.groupBy(series, ({ definition, attributes }) =>
    JSON.stringify([definition, Object.entries(attributes).sort()]),
  );
  return [...byKey.values()].flatMap((same) => {
    const [first] = same;
    if (first === undefined) return [];
    return [same.length === 1 ? first : { ...first, points: joinPoints(first.metric, same) }];
  });
}

function joinPoints(metric: MetricSeries['metric'], series: readonly MetricSeries[]): MetricPoint[] {
  const worse = lessIsWorse.has(metric) ? Math.min : Math.max;
  const byTime = new Map<number, number>();
  for (const { points } of series)
    for (const { at, value } of points) {
      const before = byTime.get(at.getTime());
      byTime.set(at.getTime(), before === undefined ? value : worse(before, value));
    }
  return [...byTime].sort(([a], [b]) => a - b).map(([atMs, value]) => ({ at: new Date(atMs), value }));
}
