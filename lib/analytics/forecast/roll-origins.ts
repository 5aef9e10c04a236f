import { type DailySeries, type Fit, leastHistory, meanOf } from './method';

/** How one forecast of the past went, made from the days up to `origin` alone. */
export interface OriginPath {
  /** The last day it knew, as an index of the series. */
  origin: number;
  /** What a day cost by then: the mean size of the 28 days before. Errors are told as shares of it. */
  scale: number;
  /** By days ahead, from one: what the days up to there cost in all, less what was expected of them. */
  errors: readonly number[];
  /** By days ahead: what they cost in all. */
  actuals: readonly number[];
}

/**
 * Forecasts again from every day of the past that was known, each from what came before it (a rolling origin: Hyndman &
 * Athanasopoulos, 3rd ed., section 5.10; Tashman 2000), and compares with what came. A path ends before the first day that
 * is not known.
 */
export function rollOrigins(values: DailySeries, toFit: (known: DailySeries) => Fit, longest: number): OriginPath[] {
  const paths: OriginPath[] = [];
  let known = 0;
  for (let origin = 0; origin < values.length - 1; origin += 1) {
    if ((values[origin] ?? null) === null) continue;
    known += 1;
    if (known < leastHistory || (values[origin + 1] ?? null) === null) continue;
    const before = values.slice(0, origin + 1);
    const ahead = Math.min(longest, values.length - 1 - origin);
    const expected = toFit(before).forecast(ahead);
    const errors: number[] = [];
    const actuals: number[] = [];
    let [actual, error] = [0, 0];
    for (const [step, one] of expected.entries()) {
      const came = values[origin + 1 + step] ?? null;
      if (came === null) break;
      actual += came;
      error += came - one;
      actuals.push(actual);
      errors.push(error);
    }
    paths.push({ origin, scale: scaleAt(values, origin), errors, actuals });
  }
  return paths;
}

/** What a day cost around the end of the known days: the mean size over the last four weeks. */
export function scaleAt(values: DailySeries, origin: number): number {
  const recent = values.slice(Math.max(0, origin + 1 - leastHistory), origin + 1);
  const mean = meanOf(recent.map((value) => (value === null ? null : Math.abs(value))));
  if (mean === null) throw new RangeError('Four weeks are not known.');
  return mean;
}
