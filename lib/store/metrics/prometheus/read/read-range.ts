import type { MetricAnswer, MetricRange, RolledSeries, SeriesFilter } from '../../metric-store';
import type { Engine } from '../connect/open-engine';
import { type KnownSeries, knowSeries } from './known-series';
import { queryEvery, type Served, windowOf } from './query-engine';
import { toSelectors } from './selectors';
import type { WindowEdges } from './window-edges';

/** Prometheus answers no question with more steps than 11,000. */
const mostSteps = 10_000;
const measures = ['min', 'max', 'sum', 'count'] as const;
type Measure = (typeof measures)[number];

/** One series' steps, as each measure's answers have them. */
type Gathered = Record<Measure, { times: number[]; values: number[] }>;

/** Series of a filter rolled up by the engine to the steps of the port. Throws a RangeError for a step of no whole seconds. */
export async function readRange(
  engine: Engine,
  edges: () => Promise<WindowEdges>,
  filter: SeriesFilter,
  range: MetricRange,
  stepMs: number,
): Promise<MetricAnswer<RolledSeries>> {
  if (!Number.isSafeInteger(stepMs / 1000) || stepMs <= 0)
    throw new RangeError(`A step is whole seconds, not ${stepMs} ms.`);
  const selectors = toSelectors(filter);
  const first = Math.floor(range.from.getTime() / stepMs) * stepMs;
  const end = Math.ceil(range.to.getTime() / stepMs) * stepMs;
  if (selectors.length === 0 || first >= end) return { items: [], gaps: [] };
  // A step's samples lie from its start to a millisecond before the next: that is where the engine's window must end.
  const window = windowOf((await edges()) === 'closed' ? stepMs - 1 : stepMs);
  const gaps = new Set<string>();
  const know = knowSeries(filter);
  const gathered = new Map<string, { known: KnownSeries; measures: Gathered }>();
  for (const selector of selectors)
    for (let from = first; from < end; from += mostSteps * stepMs) {
      const until = Math.min(end, from + mostSteps * stepMs);
      const moments = { firstAt: from + stepMs - 1, lastAt: until - 1, stepMs };
      const answers = await Promise.all(
        measures.map((measure) => queryEvery(engine, `${measure}_over_time(${selector}${window})`, moments)),
      );
      for (const [index, measure] of measures.entries()) {
        const answer = answers[index];
        if (answer !== undefined) gather(answer, measure);
      }
    }

  function gather(answer: Served, measure: Measure): void {
    for (const gap of answer.gaps) gaps.add(gap);
    for (const { labels, times, values } of answer.series) {
      const known = know(labels);
      if (known === null) continue;
      const entry = gathered.get(known.key) ?? { known, measures: toEmpty() };
      gathered.set(known.key, entry);
      const column = entry.measures[measure];
      const [first, last] = [times[0], column.times.at(-1)];
      if (first !== undefined && last !== undefined && first <= last) {
        gaps.add(`The metric store has ${known.series.metric} of one thing twice: only one of the two is shown.`);
        continue;
      }
      if (last === undefined) entry.measures[measure] = { times, values };
      else {
        column.times.push(...times);
        column.values.push(...values);
      }
    }
  }

  const items = [...gathered.values()].flatMap(({ known, measures: columns }) => toRolled(known, columns, stepMs));
  return { items, gaps: [...gaps] };
}

function toEmpty(): Gathered {
  const none = () => ({ times: [], values: [] });
  return { min: none(), max: none(), sum: none(), count: none() };
}

/**
 * The steps that all four measures know: they were asked for one after the other, and a sample may have come between. Of a
 * series without one, nothing.
 */
function toRolled({ series }: KnownSeries, { min, max, sum, count }: Gathered, stepMs: number): RolledSeries[] {
  const isAgreed = [max, sum, count].every(({ times }) => isSame(times, min.times));
  const others = [max, sum, count].map(({ times }) => new Set(isAgreed ? [] : times));
  const agreed = isAgreed ? min.times : min.times.filter((time) => others.every((times) => times.has(time)));
  if (agreed.length === 0) return [];
  const column = ({ times, values }: Gathered[Measure]) => {
    if (isAgreed) return Float64Array.from(values);
    const shared = new Set(agreed);
    return Float64Array.from(values.filter((_, index) => shared.has(times[index] ?? Number.NaN)));
  };
  return [
    {
      series,
      startsAt: Float64Array.from(agreed, (time) => time - stepMs + 1),
      min: column(min),
      max: column(max),
      sum: column(sum),
      count: column(count),
    },
  ];
}

function isSame(left: readonly number[], right: readonly number[]): boolean {
  return left.length === right.length && left.every((time, index) => time === right[index]);
}
