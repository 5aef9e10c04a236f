import { toRises } from '../events/counter-rises';
import { type DeviceTrend, type RolledColumns, stepAt } from '../rolled-columns';
import { healthStepMs, throttlingForMs } from './health-rule';

/**
 * Which share of the last quarter of an hour a device was throttled for a reason, from its counters of seconds; by several
 * sources the greatest. Null: it is not counted, or not over two steps of that time.
 */
export function toThrottledShare(trends: readonly DeviceTrend[], reason: string, now: Date): number | null {
  const shares = trends
    .filter(({ metric, attributes }) => metric === 'gpu.throttle.time' && attributes.reason === reason)
    .flatMap((trend) => shareOf(trend, now) ?? []);
  return shares.length === 0 ? null : Math.min(1, Math.max(...shares));
}

/** A step's greatest value is its last, so from one whole step's to another's lies the time between the two. */
function shareOf(columns: RolledColumns, now: Date): number | null {
  const since = now.getTime() - throttlingForMs - 2 * healthStepMs;
  let seconds = 0;
  let firstAt: number | null = null;
  let lastAt: number | null = null;
  toRises(columns).forEach((rise, index) => {
    const step = stepAt(columns, index);
    if (step === undefined || step.startsAt < since || step.startsAt + healthStepMs > now.getTime()) return;
    if (firstAt === null) firstAt = step.startsAt;
    else if (rise !== null) seconds += rise;
    lastAt = step.startsAt;
  });
  if (firstAt === null || lastAt === null || lastAt === firstAt) return null;
  return seconds / ((lastAt - firstAt) / 1000);
}
