import { type DailySeries, type Fit, meanOf, season } from './method';

/** Half a year: older days say little of a factory that grows. */
const longestTraining = 182;

const levelWeights = [0.05, 0.1, 0.2, 0.4, 0.7];
const trendWeights = [0, 0.02, 0.1];
const seasonWeights = [0, 0.05, 0.15];
/** How much of a trend is left a day later: half of it after two weeks. */
const damping = 0.95;

interface Weights {
  level: number;
  trend: number;
  season: number;
}

interface State {
  level: number;
  trend: number;
  /** By day of the week, the first training day's first. */
  seasons: number[];
}

/**
 * Exponential smoothing with a damped trend and a season of a week, all added: ETS(A,Ad,A), the damped method of Holt and
 * Winters (Hyndman & Athanasopoulos, Forecasting: Principles and Practice, 3rd ed., sections 8.2, 8.3 and 8.7; Gardner &
 * McKenzie 1985). Of a grid of weights those with the least squared error a day ahead. A day that is not known moves nothing.
 * Throws a RangeError when nothing is known.
 */
export function fitDampedSeasonal(values: DailySeries): Fit {
  const skipped = Math.max(0, values.length - longestTraining);
  const training = values.slice(skipped);
  const start = toStart(training);
  let best: { weights: Weights; error: number } | null = null;
  for (const level of levelWeights)
    for (const trend of trendWeights)
      for (const seasonWeight of seasonWeights) {
        const weights = { level, trend, season: seasonWeight };
        const error: number = walk(training, start, weights, best?.error ?? Number.POSITIVE_INFINITY).error;
        if (best === null || error < best.error) best = { weights, error };
      }
  if (best === null) throw new RangeError('There are no weights to choose from.');
  const fitted: number[] = [];
  const { state } = walk(training, start, best.weights, Number.POSITIVE_INFINITY, fitted);
  const { level, trend, seasons } = state;
  return {
    forecast(horizon) {
      let slope = 0;
      let left = 1;
      return Array.from({ length: horizon }, (_, step) => {
        left *= damping;
        slope += left;
        return level + slope * trend + at(seasons, (training.length + step) % season);
      });
    },
    // What came before training began is taken at the level it began with.
    fitted: [...Array.from({ length: skipped }, () => start.level), ...fitted],
  };
}

/** Level and season of the first fortnight, no trend. */
function toStart(training: DailySeries): State {
  const first = training.slice(0, 2 * season);
  const level = meanOf(first) ?? meanOf(training);
  if (level === null) throw new RangeError('Nothing of the series is known.');
  const raw = Array.from({ length: season }, (_, weekday) => {
    const mean = meanOf(first.filter((__, index) => index % season === weekday));
    return mean === null ? 0 : mean - level;
  });
  const middle = raw.reduce((sum, value) => sum + value, 0) / season;
  return { level, trend: 0, seasons: raw.map((value) => value - middle) };
}

/** Goes through the days; stops early once the error is beyond `enough`. Writes what it expected into `fitted`. */
function walk(training: DailySeries, start: State, weights: Weights, enough: number, fitted?: number[]) {
  let { level, trend } = start;
  const seasons = [...start.seasons];
  let error = 0;
  for (let day = 0; day < training.length; day += 1) {
    const weekday = day % season;
    const own = at(seasons, weekday);
    const expected = level + damping * trend;
    fitted?.push(expected + own);
    const value = training[day] ?? null;
    const surprise = value === null ? 0 : value - expected - own;
    error += surprise * surprise;
    if (error > enough) break;
    level = expected + weights.level * surprise;
    trend = damping * trend + weights.level * weights.trend * surprise;
    seasons[weekday] = own + weights.season * surprise;
  }
  return { error, state: { level, trend, seasons } };
}

function at(values: readonly number[], index: number): number {
  const value = values[index];
  if (value === undefined) throw new RangeError('A week has seven days.');
  return value;
}
