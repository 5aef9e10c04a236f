/** What a series cost each day, in order; null: not known, which is never nought. */
export type DailySeries = readonly (number | null)[];

/** A method put to a series. */
export interface Fit {
  /** What it expects of the days after the last, from the first on. */
  forecast(horizon: number): number[];
  /** What it expected of each day of the series from those before it. */
  fitted: readonly number[];
}

export const forecastMethods = ['damped-seasonal', 'seasonal-naive'] as const;
export type ForecastMethod = (typeof forecastMethods)[number];

/** Days after which costs repeat themselves. */
export const season = 7;

/** A series needs so many known days before anything is said of those to come. */
export const leastHistory = 28;

/** The mean of what is known; null where nothing is. */
export function meanOf(values: DailySeries): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}
