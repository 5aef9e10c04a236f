import type { OriginPath } from './roll-origins';

/** How likely what comes is to lie within a band, in percent. */
export const bandLevels = [50, 80] as const;
export type BandLevel = (typeof bandLevels)[number];

/** Fewer errors than these say nothing of how far off a forecast may be. */
export const leastErrors = 10;

/** How far below and above a forecast what comes may lie; `low` is never above nought, `high` never below. */
export interface ErrorBand {
  low: number;
  high: number;
}

/** Days ahead that a sum is over: those after `after` and up to `to`. From the origin on `after` is 0. */
export interface Stretch {
  after: number;
  to: number;
}

/**
 * The error that a path made in the sum of a stretch, as a share of what so many days cost. Null: the path does not reach so
 * far, or nothing was charged before it, so that the error is a share of nothing.
 */
export function shareOf({ errors, scale }: OriginPath, { after, to }: Stretch): number | null {
  const end = errors[to - 1];
  const start = after === 0 ? 0 : errors[after - 1];
  if (end === undefined || start === undefined || to <= after) return null;
  const error = end - start;
  if (error === 0) return 0;
  return scale === 0 ? null : error / (scale * (to - after));
}

/**
 * The errors of past forecasts over a stretch, each as large as it would be at a `scale`, the least first. Errors of whole
 * paths: days that go wrong together stay together, so that nothing is assumed of how they hang together (Hyndman &
 * Athanasopoulos, 3rd ed., section 5.5).
 */
export function errorsOver(paths: readonly OriginPath[], stretch: Stretch, scale: number): number[] {
  return paths
    .map((path) => shareOf(path, stretch))
    .filter((share) => share !== null)
    .map((share) => share * scale * (stretch.to - stretch.after))
    .sort((one, other) => one - other);
}

/**
 * The band that holds `level` percent of errors, in order from the least; null where they are too few. Its ends are those
 * whose ranks among one more error leave the same share on either side (Vovk, Gammerman & Shafer 2005), so that few errors
 * make it wider, never narrower. `drawn`: of how many forecasts the errors are, where each stands there several times.
 */
export function toErrorBand(errors: readonly number[], level: BandLevel, drawn = errors.length): ErrorBand | null {
  if (drawn < leastErrors) return null;
  const tail = (1 - level / 100) / 2;
  const share = Math.floor((drawn + 1) * tail + rounding) / (drawn + 1);
  const rank = Math.max(1, Math.floor((errors.length + 1) * share + rounding));
  const low = errors[rank - 1];
  const high = errors[errors.length - rank];
  if (low === undefined || high === undefined) return null;
  return { low: Math.min(low, 0), high: Math.max(high, 0) };
}

/** A tenth of ten is one. */
const rounding = 1e-9;
