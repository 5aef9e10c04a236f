import type { BaselineBasis } from '@/lib/domain/link/link-trouble';

/** The mean of a stretch of five minutes, or what a whole hour came to. */
export interface Reading {
  /** Where the stretch starts, in milliseconds since 1970 UTC. */
  atMs: number;
  value: number;
  /** A lane, path or reason that is measured else was not in it: the true value may be worse. */
  isPartial?: boolean;
}

/** What is usual at an hour, and what that rests on. */
export interface Baseline {
  median: number;
  /** Median absolute deviation, scaled so that of normally distributed values it is the standard deviation. */
  deviation: number;
  readings: number;
  basis: BaselineBasis;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Of a normal distribution, the standard deviation over the median absolute deviation. */
const toDeviation = 1.4826;
const leastDays = 3;

/** How many readings there must be for a baseline to say anything: of the same hour on several days, and of the day before. */
export interface LeastReadings {
  ofHours: number;
  ofADay: number;
}

const ofFiveMinutes: LeastReadings = { ofHours: 18, ofADay: 72 };
/** Of readings that are whole hours. */
export const leastOfWholeHours: LeastReadings = { ofHours: 6, ofADay: 12 };

/** How far back the baseline of a moment looks, as stretches of time that hold all it may rest on. */
export function toBaselineStretches(atMs: number): { fromMs: number; toMs: number }[] {
  const back = [...Array.from({ length: 7 }, (_, index) => index + 1), 14, 21, 28];
  return [
    { fromMs: atMs - dayMs, toMs: atMs - hourMs },
    ...back.map((days) => ({ fromMs: atMs - days * dayMs - hourMs, toMs: atMs - days * dayMs + hourMs })),
  ];
}

/** How far back the baseline of a moment looks. */
export const baselineReachMs = 29 * dayMs;

const stretchMs = 300_000;

/**
 * Readings without those of troubles that were over within a day: what goes wrong every day at the same hour does not become
 * usual by that. What lasts longer does, since it is how things are now.
 */
export function withoutTroubles<R extends Reading>(
  readings: readonly R[],
  troubles: readonly { openedAt: Date; closedAt: Date | null }[],
): R[] {
  const passed = troubles.flatMap(({ openedAt, closedAt }) => {
    const [fromMs, toMs] = [openedAt.getTime(), closedAt?.getTime()];
    return toMs !== undefined && toMs - fromMs < dayMs ? [{ fromMs, toMs }] : [];
  });
  return readings.filter(({ atMs }) => !passed.some(({ fromMs, toMs }) => atMs + stretchMs > fromMs && atMs < toMs));
}

/**
 * What is usual at a moment, by median and median absolute deviation (Hampel's identifier), so that a day that went wrong
 * weighs no more than another: of the same hour, one more before and after, on this weekday in up to four weeks; where fewer
 * than three of them were measured, of the last seven days; else of the day before. Null: too little was measured to say.
 */
export function toBaseline(
  readings: readonly Reading[],
  atMs: number,
  least: LeastReadings = ofFiveMinutes,
): Baseline | null {
  const ago = (days: number) => readings.filter(({ atMs: then }) => Math.abs(atMs - days * dayMs - then) <= hourMs);
  const weeks = [7, 14, 21, 28].map(ago).filter((each) => each.length > 0);
  if (weeks.length >= leastDays && weeks.flat().length >= least.ofHours) return summarise(weeks.flat(), 'weekday');
  const days = [1, 2, 3, 4, 5, 6, 7].map(ago).filter((each) => each.length > 0);
  if (days.length >= leastDays && days.flat().length >= least.ofHours) return summarise(days.flat(), 'hour');
  // The last hour may already be what is to be judged.
  const day = readings.filter(({ atMs: then }) => then >= atMs - dayMs && then < atMs - hourMs);
  return day.length >= least.ofADay ? summarise(day, 'day') : null;
}

function summarise(readings: readonly Reading[], basis: BaselineBasis): Baseline {
  const values = readings.map(({ value }) => value);
  const median = toMedian(values);
  const deviation = toDeviation * toMedian(values.map((value) => Math.abs(value - median)));
  return { median, deviation, readings: values.length, basis };
}

/** The middle value, of an even number the mean of the middle two. Throws a RangeError when there is none. */
export function toMedian(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low, high] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]];
  if (low === undefined || high === undefined) throw new RangeError('Nothing has no median.');
  return (low + high) / 2;
}
