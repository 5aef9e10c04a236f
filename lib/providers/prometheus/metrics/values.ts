import type { MetricPoint } from '@/lib/domain/metric';
import { stepMs } from './plan-windows';
import type { ServedSeries } from './query-series';

export type Samples = ServedSeries['samples'];

/** The number a sample's text is; null for `NaN`, which marks stale series too, and for infinities. */
export function toNumber(text: string): number | null {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : null;
}

/** Samples in a metric's unit; what has no value, or none that means anything, is no point. */
export function toPoints(samples: Samples, toUnit: (value: number) => number | null): MetricPoint[] {
  return samples.flatMap(({ at, value: text }) => {
    const number = toNumber(text);
    const value = number === null ? null : toUnit(number);
    return value === null ? [] : [{ at, value }];
  });
}

/**
 * What a counter grew by a second over each step, where it is known at both ends of one. A counter that is smaller than
 * before began anew, so that it grew by what it is: at least so much is known. Where that is too little to know, resets
 * can be dropped.
 */
export function toRatePoints(samples: Samples, resets: 'count resets' | 'drop resets' = 'count resets'): MetricPoint[] {
  return samples.flatMap(({ at, value }, index) => {
    const before = samples[index - 1];
    if (before === undefined || at.getTime() - before.at.getTime() !== stepMs) return [];
    const growth = toGrowth(before.value, value);
    const isDropped = resets === 'drop resets' && growth?.isReset;
    return growth === null || isDropped ? [] : [{ at, value: growth.by / (stepMs / 1000) }];
  });
}

/** Counters of bytes outgrow what a double holds exactly, so whole numbers are subtracted as such. */
function toGrowth(before: string, after: string): { by: number; isReset: boolean } | null {
  if (isWhole(before) && isWhole(after)) {
    const [earlier, later] = [BigInt(before), BigInt(after)];
    return later >= earlier ? { by: Number(later - earlier), isReset: false } : { by: Number(later), isReset: true };
  }
  const [earlier, later] = [toNumber(before), toNumber(after)];
  if (earlier === null || later === null || earlier < 0 || later < 0) return null;
  return later >= earlier ? { by: later - earlier, isReset: false } : { by: later, isReset: true };
}

function isWhole(text: string): boolean {
  return /^\d+$/.test(text);
}

/** The moments at which both are known, one less the other; a difference below zero is none. */
export function subtract(points: readonly MetricPoint[], less: readonly MetricPoint[]): MetricPoint[] {
  const byMoment = new Map(less.map(({ at, value }) => [at.getTime(), value]));
  return points.flatMap(({ at, value }) => {
    const other = byMoment.get(at.getTime());
    return other === undefined || other > value ? [] : [{ at, value: value - other }];
  });
}
