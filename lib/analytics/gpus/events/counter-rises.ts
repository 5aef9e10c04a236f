import type { MetricName } from '@/lib/domain/metric';
import { type RolledColumns, stepAt } from '../rolled-columns';

const counters: readonly MetricName[] = ['hw.errors', 'hw.energy', 'gpu.throttle.time'];

/** Whether a metric counts up from when its driver was loaded. */
export function isCounter(metric: MetricName): boolean {
  return counters.includes(metric);
}

/**
 * By how much a counter rose in each of its steps, since the last one before it. A counter that reads less than before
 * started anew, at 0: what it reads then is what it rose by since. Null for the first step: what was before is not known.
 */
export function toRises(columns: RolledColumns): (number | null)[] {
  let before: number | null = null;
  return Array.from({ length: columns.startsAt.length }, (_, index) => {
    const step = stepAt(columns, index);
    if (step === undefined) return null;
    const { min, max } = step;
    const last = before;
    before = max;
    if (last === null) return null;
    if (max < last) return max;
    if (min >= last) return max - last;
    // It started anew within the step: its greatest value stood before that, its least one after.
    before = min;
    return max - last + min;
  });
}

/**
 * By how much a counter rose over all its steps; null where it has none. Within the first step it counts only where the next
 * one tells that it rose there: else it may have started anew.
 */
export function totalRise(columns: RolledColumns): number | null {
  const [first, second] = [stepAt(columns, 0), stepAt(columns, 1)];
  if (first === undefined) return null;
  const rose = second !== undefined && second.min >= first.max ? first.max - first.min : 0;
  return toRises(columns).reduce<number>((sum, rise) => (rise === null ? sum : sum + rise), rose);
}
