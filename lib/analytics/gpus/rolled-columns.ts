import type { MetricName } from '@/lib/domain/metric';

/**
 * A series rolled up to steps, column by column, in order of time: `startsAt[i]` in milliseconds since 1970 UTC, `min[i]`, …
 * are one step. A step without samples is not there.
 */
export interface RolledColumns {
  startsAt: ArrayLike<number>;
  min: ArrayLike<number>;
  max: ArrayLike<number>;
  sum: ArrayLike<number>;
  /** Samples in the step; at least 1. */
  count: ArrayLike<number>;
}

/** A rolled-up series of one device. */
export interface DeviceTrend extends RolledColumns {
  metric: MetricName;
  /** What tells it from others of the metric and device: `error.type`, `reason`, `code`, `gpu.mig.id`. */
  attributes: Readonly<Record<string, string>>;
}

/** Where a step stands among the columns, by the step before it: one step, all of it read at once. */
export interface RolledStep {
  startsAt: number;
  min: number;
  max: number;
  sum: number;
  count: number;
}

/** One step of the columns; undefined beyond them. */
export function stepAt({ startsAt, min, max, sum, count }: RolledColumns, index: number): RolledStep | undefined {
  const [start, least, most, total, samples] = [startsAt[index], min[index], max[index], sum[index], count[index]];
  if (start === undefined || least === undefined || most === undefined) return undefined;
  if (total === undefined || samples === undefined) return undefined;
  return { startsAt: start, min: least, max: most, sum: total, count: samples };
}
