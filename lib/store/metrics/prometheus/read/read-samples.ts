import type { MetricPoint } from '@/lib/domain/metric';
import type { MetricAnswer, MetricRange, SeriesIdentity } from '../../metric-store';
import type { Engine } from '../connect/open-engine';
import { fromLabels, toIdentityKey } from '../names/series-labels';
import { querySamples } from './query-engine';
import { toSelector } from './selectors';

/** The samples of one series as they were written. */
export async function readSamples(
  engine: Engine,
  series: SeriesIdentity,
  range: MetricRange,
): Promise<MetricAnswer<MetricPoint>> {
  if (range.from >= range.to) return { items: [], gaps: [] };
  const key = toIdentityKey(series);
  const served = await querySamples(engine, toSelector(series), range);
  const byTime = new Map<number, number>();
  for (const { labels, times, values } of served.series) {
    const found = fromLabels(labels);
    if (found === null || toIdentityKey(found) !== key) continue;
    for (const [index, time] of times.entries()) {
      const value = values[index];
      if (value !== undefined) byTime.set(time, value);
    }
  }
  const items = [...byTime].sort(([left], [right]) => left - right).map(([at, value]) => ({ at: new Date(at), value }));
  return { items, gaps: served.gaps };
}
