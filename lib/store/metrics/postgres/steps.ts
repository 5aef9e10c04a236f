import type { MetricRange } from '../metric-store';
import { hourMs, slotMs } from './blocks';
import type { TimeTableName } from './time-rows';

/** The coarsest table that has a step's parts. Throws a RangeError for a step of no whole seconds. */
export function toTable(stepMs: number): TimeTableName {
  if (!Number.isInteger(stepMs / 1_000) || stepMs < 1_000)
    throw new RangeError('A step must be a whole number of seconds.');
  if (stepMs % hourMs === 0) return 'metric_hour';
  return stepMs % slotMs === 0 ? 'metric_five_minutes' : 'metric_sample';
}

/** Where a range that is widened to whole steps begins and ends, in milliseconds since 1970. */
export function toWholeSteps({ from, to }: MetricRange, stepMs: number): [number, number] {
  return [startOfStep(from.getTime(), stepMs), Math.ceil(to.getTime() / stepMs) * stepMs];
}

export function startOfStep(time: number, stepMs: number): number {
  return Math.floor(time / stepMs) * stepMs;
}
