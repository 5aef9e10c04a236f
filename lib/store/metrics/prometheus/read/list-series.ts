import type { MetricAnswer, MetricRange, SeriesFilter, StoredSeries } from '../../metric-store';
import type { Engine } from '../connect/open-engine';
import { knowSeries } from './known-series';
import { parseLabelSets } from './parse-answer';
import { toTime } from './query-engine';
import { toSelectors } from './selectors';

/** Every series of a filter that has samples within a range. */
export async function listSeries(
  engine: Engine,
  filter: SeriesFilter,
  { from, to }: MetricRange,
): Promise<MetricAnswer<StoredSeries>> {
  const know = knowSeries(filter);
  const listed = new Map<string, StoredSeries>();
  const gaps = new Set<string>();
  for (const selector of toSelectors(filter)) {
    const bounds = { start: toTime(from.getTime()), end: toTime(to.getTime()) };
    const answer = await engine.ask('series', new URLSearchParams({ 'match[]': selector, ...bounds }));
    for (const labels of parseLabelSets(answer.data)) {
      const known = know(labels);
      if (known !== null) listed.set(known.key, known.series);
    }
    for (const gap of answer.gaps) gaps.add(gap);
  }
  return { items: [...listed.values()], gaps: [...gaps] };
}
