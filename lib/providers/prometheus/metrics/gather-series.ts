import type { MetricPoint, MetricSeries } from '@/lib/domain/metric';

/** Series without points are left out; those that say the same of one thing become one, each moment once, in order of time. */
export function gatherSeries(series: Iterable<MetricSeries>): MetricSeries[] {
  const gathered = new Map<string, { series: MetricSeries; points: Map<number, MetricPoint> }>();
  for (const each of series) {
    if (each.points.length === 0) continue;
    const attributes = Object.entries(each.attributes).sort(([one], [other]) => (one < other ? -1 : 1));
    const key = JSON.stringify([each.metric, each.definition, each.subject, attributes]);
    const known = gathered.get(key) ?? { series: each, points: new Map<number, MetricPoint>() };
    gathered.set(key, known);
    for (const point of each.points) known.points.set(point.at.getTime(), point);
  }
  return [...gathered.values()].map(({ series: each, points }) => ({
    ...each,
    points: [...points.values()].sort((one, other) => one.at.getTime() - other.at.getTime()),
  }));
}
