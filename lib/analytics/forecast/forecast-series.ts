import { type BackTest, backTest, type ChosenPaths, type RolledPaths } from './back-test';
import { chooseMethods } from './choose-methods';
import { fitDampedSeasonal } from './damped-seasonal';
import { leastErrors } from './error-bands';
import { type DailySeries, type ForecastMethod, leastHistory } from './method';
import { type OriginPath, rollOrigins, scaleAt } from './roll-origins';
import { fitSeasonalNaive } from './seasonal-naive';

/** What is expected of the days after a series, and how past forecasts of it went. */
export interface SeriesForecast {
  method: ForecastMethod;
  /** Too little of the past could be compared to choose, so that the naive method is used. */
  isUnchosen: boolean;
  /** The last day that is known, as an index of the series. */
  origin: number;
  /** What each day after the origin is expected to cost. */
  daily: readonly number[];
  /** What was expected of each day up to the origin: stands in where one is not known. */
  fitted: readonly number[];
  /** What a day cost around the origin. */
  scale: number;
  /** Past forecasts by the method that is used. */
  paths: readonly OriginPath[];
  /** Past forecasts by both, and from each origin the method that what was known by then would have chosen. */
  rolled: RolledPaths;
  chosen: readonly ForecastMethod[];
}

/** Why nothing can be said of the days to come. */
export type NoForecast = { kind: 'too-little-history'; known: number; needed: number } | { kind: 'nothing-charged' };

/** Days before the last known one that may be missing from a sum: each makes its band a day wider. */
export const mostEstimatedDays = 7;

/**
 * Forecasts `horizon` days after the last known one: by smoothing where that did better in the past than the naive method at
 * sums over `judgedOver` days, else by the naive one. From each origin of the past the same choice is made of what was known
 * by then, so that no forecast is tested by what chose its method. Pure, and the same for the same series.
 */
export function forecastSeries(
  values: DailySeries,
  { horizon, judgedOver }: { horizon: number; judgedOver: number },
): SeriesForecast | NoForecast {
  const origin = values.findLastIndex((value) => value !== null);
  const series = values.slice(0, origin + 1);
  const known = series.filter((value) => value !== null);
  if (known.length < leastHistory) return { kind: 'too-little-history', known: known.length, needed: leastHistory };
  const scale = scaleAt(series, origin);
  if (scale === 0) return { kind: 'nothing-charged' };
  const rolled = {
    'damped-seasonal': rollOrigins(series, fitDampedSeasonal, horizon + mostEstimatedDays),
    'seasonal-naive': rollOrigins(series, fitSeasonalNaive, horizon + mostEstimatedDays),
  };
  const judged = longestJudged(rolled['seasonal-naive'], Math.min(horizon, judgedOver));
  const { chosen, method, isUnchosen } = chooseMethods(rolled, judged, origin);
  const fit = method === 'damped-seasonal' ? fitDampedSeasonal(series) : fitSeasonalNaive(series);
  return {
    method,
    isUnchosen,
    origin,
    daily: fit.forecast(horizon),
    fitted: fit.fitted,
    scale,
    paths: rolled[method],
    rolled,
    chosen,
  };
}

/** How past forecasts went over so many days, or as many as the past has. */
export function testOver(rolled: RolledPaths, chosen: ChosenPaths, horizon: number): BackTest {
  return backTest(rolled, chosen, longestJudged(rolled['seasonal-naive'], horizon));
}

/** The longest stretch, up to the horizon, over which enough of the past can be compared. */
function longestJudged(paths: readonly OriginPath[], horizon: number): number {
  const reach = paths.map(({ errors }) => errors.length).sort((one, other) => other - one);
  return Math.max(1, Math.min(horizon, reach[leastErrors - 1] ?? horizon));
}
