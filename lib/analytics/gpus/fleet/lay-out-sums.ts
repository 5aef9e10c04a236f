import type { FiledSeries, FiledTrend } from './file-trends';

/** The time that a timeline is laid out over: steps from `startMs` on. */
export interface TimelineSteps {
  startMs: number;
  stepMs: number;
  count: number;
}

/** What one series of a device measured in each step: the sum of its samples and how many, 0 where nobody measured. */
export interface SummedTrend extends FiledSeries {
  sum: ArrayLike<number>;
  count: ArrayLike<number>;
}

/** A rolled-up series by step. What a frozen source repeats up to the end is no measurement, and left out. */
export function layOutSums(
  { connectionId, metric, definition, attributes, ...trend }: FiledTrend,
  isFrozen: boolean,
  { startMs, stepMs, count }: TimelineSteps,
): SummedTrend {
  const laid = { sum: new Float64Array(count), count: new Float64Array(count) };
  const end = isFrozen ? findRepetition(trend) : trend.startsAt.length;
  for (let index = 0; index < end; index++) {
    const step = (Number(trend.startsAt[index]) - startMs) / stepMs;
    if (!Number.isInteger(step) || step < 0 || step >= count) continue;
    laid.sum[step] = Number(trend.sum[index]);
    laid.count[step] = Number(trend.count[index]);
  }
  return { connectionId, metric, definition, attributes, ...laid };
}

/** Where a series begins to repeat the value it ends with. */
function findRepetition({ startsAt, min, max }: Pick<FiledTrend, 'startsAt' | 'min' | 'max'>): number {
  let start = startsAt.length;
  const value = min[start - 1];
  while (start > 0 && min[start - 1] === value && max[start - 1] === value) start -= 1;
  return start;
}
