import { type MetricAnswer, type NewestSample, type SeriesFilter, toleratedAheadMs } from '../../metric-store';
import type { Engine } from '../connect/open-engine';
import { knowSeries } from './known-series';
import { queryAt, querySamples, type Served, windowOf } from './query-engine';
import { toSelectors } from './selectors';

/** So far back every sample is read; further back only what series without one here had last. */
const recentMs = 30 * 60_000;
/** How finely the time of an older sample is looked for; a finer one than the engine looks back is never missed. */
const stepMs = 30_000;

/** The newest sample of every series of a filter that has one at or after `since`. */
export async function readNewest(
  engine: Engine,
  filter: SeriesFilter,
  since: Date,
  now: Date,
): Promise<MetricAnswer<NewestSample>> {
  const know = knowSeries(filter);
  const newest = new Map<string, NewestSample>();
  const gaps = new Set<string>();
  const offer = ({ labels, times, values }: Served['series'][number]) => {
    const found = know(labels);
    const [at, value] = [times.at(-1), values.at(-1)];
    if (found === null || at === undefined || value === undefined || at < since.getTime()) return;
    const before = newest.get(found.key);
    if (before === undefined || before.at.getTime() < at)
      newest.set(found.key, { series: found.series, at: new Date(at), value });
  };
  const to = new Date(now.getTime() + toleratedAheadMs + 1);
  const recentFrom = Math.floor((now.getTime() - recentMs) / stepMs) * stepMs;
  const from = new Date(Math.max(since.getTime(), recentFrom));
  for (const selector of toSelectors(filter)) {
    if (from < to) {
      const recent = await querySamples(engine, selector, { from, to });
      for (const one of recent.series) offer(one);
      for (const gap of recent.gaps) gaps.add(gap);
    }
    if (since.getTime() >= recentFrom) continue;
    const older = await queryOlder(engine, selector, { since: since.getTime(), recentFrom, at: to.getTime() - 1 });
    for (const one of older.series) offer(one);
    for (const gap of older.gaps) gaps.add(gap);
  }
  return { items: [...newest.values()], gaps: [...gaps] };
}

/** The last value and its time of every series that had samples from `since` to `recentFrom`, but none later. */
async function queryOlder(
  engine: Engine,
  selector: string,
  { since, recentFrom, at }: { since: number; recentFrom: number; at: number },
): Promise<Served> {
  const offset = at - recentFrom;
  const recent = `last_over_time(${selector}${windowOf(offset)})`;
  const older = (window: string) => `${window} offset ${offset}ms`;
  const range = recentFrom - since;
  const [values, times] = await Promise.all([
    queryAt(engine, `last_over_time(${older(selector + windowOf(range + 1))}) unless ${recent}`, at),
    queryAt(engine, `max_over_time(${older(`timestamp(${selector})[${range}ms:${stepMs}ms]`)}) unless ${recent}`, at),
  ]);
  const byLabels = new Map(times.series.map(({ labels, values: [seconds] }) => [toText(labels), seconds]));
  const series = values.series.flatMap(({ labels, values: last }) => {
    const seconds = byLabels.get(toText(labels));
    return seconds === undefined ? [] : [{ labels, times: [Math.round(seconds * 1000)], values: last }];
  });
  return { series, gaps: [...values.gaps, ...times.gaps] };
}

/** Functions over time drop the name, or keep it, as the engine likes. */
function toText(labels: Record<string, string>): string {
  return Object.entries(labels)
    .filter(([name]) => name !== '__name__')
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .join('\n');
}
