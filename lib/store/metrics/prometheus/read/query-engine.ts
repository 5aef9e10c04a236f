import type { MetricRange } from '../../metric-store';
import type { Engine } from '../connect/open-engine';
import { parseSeries, type ServedSeries } from './parse-answer';

/** What an engine answered, and why that may not be all. */
export interface Served {
  series: ServedSeries[];
  gaps: string[];
}

/** An expression at one moment. */
export function queryAt(engine: Engine, expression: string, at: number): Promise<Served> {
  return query(engine, 'query', { query: expression, time: toTime(at) });
}

/** An expression at every step from one moment to another, both included. */
export function queryEvery(
  engine: Engine,
  expression: string,
  { firstAt, lastAt, stepMs }: { firstAt: number; lastAt: number; stepMs: number },
): Promise<Served> {
  return query(engine, 'query_range', {
    query: expression,
    start: toTime(firstAt),
    end: toTime(lastAt),
    step: String(stepMs / 1000),
  });
}

/** The samples a selector finds, as they were written, from `from` (included) to `to` (not included). */
export async function querySamples(engine: Engine, selector: string, { from, to }: MetricRange): Promise<Served> {
  const [start, end] = [from.getTime(), to.getTime()];
  // Engines disagree about a sample at the very beginning of a window: one more millisecond is asked for and left out.
  const { series, gaps } = await queryAt(engine, `${selector}${windowOf(end - start)}`, end - 1);
  return { series: series.map((one) => startingAt(one, start)), gaps };
}

/** A window of an expression, e.g. `[300000ms]`. */
export function windowOf(ms: number): string {
  return `[${ms}ms]`;
}

/** With milliseconds, as text: an engine may cut a number of seconds where it rounds. */
export function toTime(ms: number): string {
  return new Date(ms).toISOString();
}

async function query(
  engine: Engine,
  resource: 'query' | 'query_range',
  parameters: Record<string, string>,
): Promise<Served> {
  // VictoriaMetrics would otherwise move the window to round times, and hold back what came in the last 30 seconds.
  const { data, lifted, gaps } = await engine.ask(resource, new URLSearchParams({ ...parameters, nocache: '1' }));
  return { series: parseSeries(data, lifted), gaps };
}

function startingAt({ labels, times, values }: ServedSeries, start: number): ServedSeries {
  const first = times.findIndex((time) => time >= start);
  if (first === 0) return { labels, times, values };
  return first < 0
    ? { labels, times: [], values: [] }
    : { labels, times: times.slice(first), values: values.slice(first) };
}
