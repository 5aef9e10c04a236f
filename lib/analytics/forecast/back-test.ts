import { type BandLevel, bandLevels, leastErrors, shareOf, toErrorBand } from './error-bands';
import type { ForecastMethod } from './method';
import type { OriginPath } from './roll-origins';

/** Past forecasts by each method, from the same origins in order. */
export type RolledPaths = Record<ForecastMethod, readonly OriginPath[]>;

/** Which of them are looked at: those of one method, or from each origin those of the method named at its place. */
export type ChosenPaths = ForecastMethod | readonly ForecastMethod[];

/** How a method did in the past at sums over so many days, as far as there was a past. */
export interface BackTest {
  /** Days ahead that were added up. */
  horizon: number;
  /** Forecasts that were made and compared. */
  origins: number;
  /** All errors, whichever way, as a share of all that was charged; null: nothing was, or nothing was compared. */
  error: number | null;
  /** The same with their signs: above nought costs came out higher than forecast. */
  bias: number | null;
  /** How often what came lay within the band that the forecasts before it would have drawn. */
  coverage: { level: BandLevel; held: number; of: number }[];
}

/**
 * Error and bias as shares of what was charged (the weighted absolute percentage error: Hyndman & Athanasopoulos, 3rd ed.,
 * section 5.8; Kolassa & Schütz 2007), and how often the bands held. Each band is drawn from errors that were known when
 * its forecast was made, and from no later one.
 */
export function backTest(rolled: RolledPaths, chosen: ChosenPaths, horizon: number): BackTest {
  const methods = typeof chosen === 'string' ? rolled[chosen].map(() => chosen) : chosen;
  const whole = methods.flatMap((method, place) => {
    const path = rolled[method][place];
    return path === undefined || path.errors.length < horizon ? [] : [{ method, path }];
  });
  let [off, signed, charged] = [0, 0, 0];
  for (const {
    path: { errors, actuals },
  } of whole) {
    const error = errors[horizon - 1] ?? Number.NaN;
    off += Math.abs(error);
    signed += error;
    charged += Math.abs(actuals[horizon - 1] ?? Number.NaN);
  }
  return {
    horizon,
    origins: whole.length,
    error: charged === 0 ? null : off / charged,
    bias: charged === 0 ? null : signed / charged,
    coverage: toCoverage(rolled, whole, horizon),
  };
}

function toCoverage(
  rolled: RolledPaths,
  judged: readonly { method: ForecastMethod; path: OriginPath }[],
  horizon: number,
): BackTest['coverage'] {
  const counts = bandLevels.map((level) => ({ level, held: 0, of: 0 }));
  const errors = { 'damped-seasonal': errorsKnown('damped-seasonal'), 'seasonal-naive': errorsKnown('seasonal-naive') };
  /** The errors of a method that were known by an origin, which is asked for in order; the least first. */
  function errorsKnown(method: ForecastMethod): (origin: number) => readonly number[] {
    const known: number[] = [];
    const paths = rolled[method];
    let next = 0;
    return (origin) => {
      for (let done = paths[next]; done !== undefined && done.origin + horizon <= origin; done = paths[next]) {
        const share = shareOf(done, { after: 0, to: horizon });
        if (share !== null) insert(known, share);
        next += 1;
      }
      return known;
    };
  }
  for (const { method, path } of judged) {
    const known = errors[method](path.origin);
    const share = shareOf(path, { after: 0, to: horizon });
    if (share === null || known.length < leastErrors) continue;
    for (const count of counts) {
      const band = toErrorBand(known, count.level);
      if (band === null) continue;
      count.of += 1;
      if (band.low <= share && share <= band.high) count.held += 1;
    }
  }
  return counts;
}

/** Keeps the list in order. */
function insert(sorted: number[], value: number): void {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? Number.NaN) < value) low = middle + 1;
    else high = middle;
  }
  sorted.splice(low, 0, value);
}
