import type { RolledPaths } from './back-test';
import { leastErrors } from './error-bands';
import type { ForecastMethod } from './method';

/** Which method each forecast is made by. */
interface ChosenMethods {
  /** By the place of the origin. */
  chosen: ForecastMethod[];
  /** Of the days to come. */
  method: ForecastMethod;
  /** Fewer than ten forecasts could be compared, so that nothing was chosen and the naive method is used. */
  isUnchosen: boolean;
}

/**
 * Chooses at every origin, and at `last`, the method that had erred less by then at sums over `judged` days: smoothing where
 * it did better, else the naive one, which stands too while fewer than ten forecasts can be compared.
 */
export function chooseMethods(rolled: RolledPaths, judged: number, last: number): ChosenMethods {
  const [smooth, naive] = [rolled['damped-seasonal'], rolled['seasonal-naive']];
  let [compared, next, offSmooth, offNaive] = [0, 0, 0, 0];
  const chooseAt = (origin: number): ForecastMethod => {
    for (let done = naive[next]; done !== undefined && done.origin + judged <= origin; done = naive[next]) {
      const [one, other] = [smooth[next]?.errors[judged - 1], done.errors[judged - 1]];
      next += 1;
      if (one === undefined || other === undefined) continue;
      compared += 1;
      offSmooth += Math.abs(one);
      offNaive += Math.abs(other);
    }
    return compared >= leastErrors && offSmooth < offNaive ? 'damped-seasonal' : 'seasonal-naive';
  };
  const chosen = naive.map(({ origin }) => chooseAt(origin));
  const method = chooseAt(last);
  return { chosen, method, isUnchosen: compared < leastErrors };
}
