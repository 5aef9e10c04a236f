import type { MetricSeries } from '../metric';

/**
 * Series as a source tells them, without the latencies of moments at which nothing answered by the loss or reachability of the
 * same attributes: what is told then is a time-out, such as 999 ms, or was left from before. A series left without points goes.
 */
export function keepAnsweredLatency(series: readonly MetricSeries[]): MetricSeries[] {
  const silent = new Map<string, Set<number>>();
  for (const one of series)
    for (const { at, value } of one.points) {
      if (!(one.metric === 'link.loss' ? value >= 1 : one.metric === 'link.reachability' && value <= 0)) continue;
      const key = toKey(one);
      const moments = silent.get(key) ?? new Set();
      silent.set(key, moments.add(at.getTime()));
    }
  if (silent.size === 0) return [...series];
  return series.flatMap((one) => {
    const moments = one.metric === 'link.latency' ? silent.get(toKey(one)) : undefined;
    if (moments === undefined) return [one];
    const points = one.points.filter(({ at }) => !moments.has(at.getTime()));
    return points.length === 0 ? [] : [{ ...one, points }];
  });
}

function toKey({ subject, attributes }: MetricSeries): string {
  return JSON.stringify([subject, Object.entries(attributes).sort(([one], [other]) => (one < other ? -1 : 1))]);
}
