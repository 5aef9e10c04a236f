import type { FiledSeries } from './file-trends';

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
