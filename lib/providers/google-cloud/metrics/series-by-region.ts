import type { MetricSeries } from '@/lib/domain/metric';

/** Series of one listing by region. Those that say the same of one thing, as two containers of a pod do, become one. */
export class SeriesByRegion {
  readonly #regions = new Map<string, Map<string, MetricSeries>>();

  add(region: string, series: MetricSeries): void {
    const known = this.#regions.get(region) ?? new Map<string, MetricSeries>();
    this.#regions.set(region, known);
    const key = JSON.stringify([series.metric, series.definition, series.attributes]);
    const same = known.get(key);
    known.set(key, same === undefined ? series : { ...same, points: mergePoints(same.points, series.points) });
  }

  /** One empty region where there is nothing, so that there is somewhere to tell what is missing. */
  entries(): [region: string, series: MetricSeries[]][] {
    if (this.#regions.size === 0) return [['global', []]];
    return [...this.#regions].map(([region, series]) => [region, [...series.values()]]);
  }
}

function mergePoints(one: MetricSeries['points'], other: MetricSeries['points']): MetricSeries['points'] {
  const byMoment = new Map([...other, ...one].map((point) => [point.at.getTime(), point]));
  return [...byMoment.values()].sort((a, b) => a.at.getTime() - b.at.getTime());
}
