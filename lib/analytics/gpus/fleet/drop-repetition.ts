import type { FiledTrend } from './file-trends';
import type { SummedTrend, TimelineSteps } from './summed-trend';

/** What a frozen source repeats: one value, up to the end of what was looked at. */
interface Repetition {
  value: number;
  /** From where on there is nothing else, in milliseconds. */
  sinceMs: number;
  /** It may have begun so long before: that is how finely it was looked at. */
  uncertainMs: number;
}

/** What a rolled-up series repeats at its end; null: it has no samples. */
export function findRepetition(
  { startsAt, min, max }: Pick<FiledTrend, 'startsAt' | 'min' | 'max'>,
  stepMs: number,
): Repetition | null {
  const value = min[startsAt.length - 1];
  if (value === undefined) return null;
  let start = startsAt.length;
  while (start > 0 && min[start - 1] === value && max[start - 1] === value) start -= 1;
  const sinceMs = start < startsAt.length ? Number(startsAt[start]) : Number(startsAt[startsAt.length - 1]) + stepMs;
  return { value, sinceMs, uncertainMs: stepMs };
}

/** What rounding may add to the sum of equal samples, by its size. */
const tolerance = 1e-9;

/**
 * A series without what its source repeats, which is no measurement. Where a step begins before that is certain, it goes too
 * if all its samples may have been the value that is repeated, and those of all steps from there on.
 */
export function dropRepetition(
  { sum, count, ...series }: SummedTrend,
  { value, sinceMs, uncertainMs }: Repetition,
  { startMs, stepMs, count: steps }: TimelineSteps,
): SummedTrend {
  let end = Math.min(steps, Math.max(0, Math.ceil((sinceMs - startMs) / stepMs)));
  const mayRepeat = (step: number) => {
    const told = Number(sum[step]);
    return Math.abs(told - value * Number(count[step])) <= tolerance * Math.max(1, Math.abs(told));
  };
  while (end > 0 && startMs + end * stepMs > sinceMs - uncertainMs && mayRepeat(end - 1)) end -= 1;
  const keep = (values: ArrayLike<number>) => Float64Array.from(values, (one, step) => (step < end ? one : 0));
  return { ...series, sum: keep(sum), count: keep(count) };
}
