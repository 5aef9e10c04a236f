import type { Rhythm } from './cost-point';
import { median } from './statistics';

/** A step that counts as usual: its place, its season and what it came to. */
export interface UsualStep {
  index: number;
  season: number;
  value: number;
}

/** What a step is expected to come to, and how far usual steps lie from that: about one standard deviation. */
export interface Foretold {
  middle: number;
  scale: number;
  /** Nothing usual was below nought, so that nothing below it is expected. */
  isNeverNegative: boolean;
}

/** Of a normal distribution the standard deviation is so many times the median absolute deviation. */
const deviationsPerMad = 1.4826;
/** No cost is so even that a fiftieth of it would be out of the usual. */
const leastSpread = 0.02;
const spreadOver = 2;
/** Nine tenths of a normal distribution lie within so many deviations. */
const most = 0.9;
const deviationsOfMost = 1.645;

/**
 * What the same season and the recent level foretell: the median of the season's steps in the window, moved by the median
 * of what recent steps lie above the medians of their own seasons. Null while there is too little to say.
 */
export function foretell(
  usual: readonly UsualStep[],
  at: { index: number; season: number },
  rhythm: Rhythm,
): Foretold | null {
  const past = usual.filter(({ index }) => index >= at.index - rhythm.window);
  if (past.length < rhythm.minimumHistory) return null;
  const middles = new Map(
    [...Map.groupBy(past, ({ season }) => season)].map(([season, steps]) => [
      season,
      median(steps.map(({ value }) => value)),
    ]),
  );
  const own = middles.get(at.season);
  if (own === undefined) return null;
  const residuals = past.map(({ season, value }) => value - (middles.get(season) ?? Number.NaN));
  const level = median(residuals.slice(-rhythm.recent));
  const around = residuals.slice(-rhythm.recent * spreadOver).map((residual) => Math.abs(residual - level));
  // Steps are compared with medians that they are part of, which makes them look closer than they are.
  const closeness = 1 + 2 / (past.length / rhythm.season);
  const spread = deviationsPerMad * closeness * median(around);
  // Where more than a tenth of the days lie far out, as where jobs come and go, lying far out is usual.
  const sizes = Float64Array.from(residuals, (residual) => Math.abs(residual - level)).sort();
  const wide = (sizes[Math.ceil(sizes.length * most) - 1] ?? Number.NaN) / deviationsOfMost;
  const usualSize = median(past.map(({ value }) => Math.abs(value)));
  return {
    middle: own + level,
    scale: Math.max(spread, wide, leastSpread * usualSize),
    isNeverNegative: past.every(({ value }) => value >= 0),
  };
}
