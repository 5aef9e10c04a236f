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

/** By how much a counter rose over all its steps, the first from its own least value; null where it has none. */
export function totalRise(columns: RolledColumns): number | null {
  const first = stepAt(columns, 0);
  if (first === undefined) return null;
  return toRises(columns).reduce<number>((sum, rise) => (rise === null ? sum : sum + rise), first.max - first.min);
}
