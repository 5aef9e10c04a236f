import { type DailySeries, type Fit, meanOf, season } from './method';

/**
 * What every method has to beat: a day costs what the same day of the week cost last (Hyndman & Athanasopoulos,
 * Forecasting: Principles and Practice, 3rd ed., section 5.2). Where that is not known, the week before it, and so on; at
 * last the mean of what is known. Throws a RangeError when nothing is.
 */
export function fitSeasonalNaive(values: DailySeries): Fit {
  const mean = meanOf(values);
  if (mean === null) throw new RangeError('Nothing of the series is known.');
  const before = (index: number) => {
    for (let at = index - season; at >= 0; at -= season) {
      const value = at < values.length ? (values[at] ?? null) : null;
      if (value !== null) return value;
    }
    return mean;
  };
  return {
    forecast: (horizon) => Array.from({ length: horizon }, (_, step) => before(values.length + step)),
    fitted: values.map((_, index) => before(index)),
  };
}
