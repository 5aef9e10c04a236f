import type { Aggregation, MetricLine } from './metric-definition';

const minuteMs = 60_000;

/** The newest minutes have not arrived yet. */
export const lateMs = 2 * minuteMs;
/** However long an interval, no more samples of a line are taken in it; what they add up to is scaled. */
const mostSamples = 60;

export interface Span {
  start: Date;
  end: Date;
  intervalMinutes: number;
  grainMinutes: number;
  /** When the thing measured came to be, and until when measurements have arrived. */
  from: Date;
  until: Date;
}

/** One point an interval; the aggregations asked for are absent where nothing was measured in it. */
export function measure(lines: readonly MetricLine[], span: Span, wanted: readonly Aggregation[]): object[] {
  const { start, end, intervalMinutes } = span;
  const intervalMs = intervalMinutes * minuteMs;
  const points: object[] = [];
  for (let at = Math.floor(start.getTime() / intervalMs) * intervalMs; at < end.getTime(); at += intervalMs) {
    const values = samplesIn(lines, at, span);
    const timeStamp = new Date(at).toISOString().replace('.000Z', 'Z');
    points.push(values.length === 0 ? { timeStamp } : { timeStamp, ...aggregate(values, wanted, span) });
  }
  return points;
}

function samplesIn(
  lines: readonly MetricLine[],
  at: number,
  { intervalMinutes, grainMinutes, from, until }: Span,
): number[] {
  const step = stepOf(intervalMinutes, grainMinutes) * minuteMs;
  const values: number[] = [];
  for (let sampled = at; sampled < at + intervalMinutes * minuteMs; sampled += step) {
    if (sampled < from.getTime() || sampled + grainMinutes * minuteMs > until.getTime()) continue;
    for (const line of lines) {
      const value = line.sample(new Date(sampled));
      if (value !== null) values.push(value);
    }
  }
  return values;
}

function stepOf(intervalMinutes: number, grainMinutes: number): number {
  return grainMinutes * Math.max(1, Math.ceil(intervalMinutes / grainMinutes / mostSamples));
}

function aggregate(values: readonly number[], wanted: readonly Aggregation[], { intervalMinutes, grainMinutes }: Span) {
  const each = stepOf(intervalMinutes, grainMinutes) / grainMinutes;
  const sum = values.reduce((total, value) => total + value, 0);
  const by: Readonly<Record<Aggregation, () => number>> = {
    average: () => sum / values.length,
    minimum: () => Math.min(...values),
    maximum: () => Math.max(...values),
    total: () => sum * each,
    count: () => values.length * each,
  };
  return Object.fromEntries(wanted.map((name) => [name, by[name]()]));
}
