import type { MetricRange, RolledSeries, SummedSeries } from './metric-store';

/** Roll-ups of a range, of which only sums and counts matter, laid out by steps. */
export function sumRolled(rolled: readonly RolledSeries[], { from, to }: MetricRange, stepMs: number): SummedSeries[] {
  const first = Math.floor(from.getTime() / stepMs);
  const length = Math.max(0, Math.ceil(to.getTime() / stepMs) - first);
  return rolled.map(({ series, startsAt, sum, count }) => {
    const summed = { series, sum: new Float64Array(length), count: new Float64Array(length) };
    for (const [index, start] of startsAt.entries()) {
      const step = start / stepMs - first;
      summed.sum[step] = Number(sum[index]);
      summed.count[step] = Number(count[index]);
    }
    return summed;
  });
}
