import { activityMetrics } from '../busy';
import type { FiledTrend } from './file-trends';

/** The steps that repetition is told by, in milliseconds. */
export const frozenStepMs = 5 * 60_000;
/** For how long a source must tell the same to be frozen, in milliseconds, and in how many samples. */
const frozenForMs = 15 * 60_000;
const frozenSamples = 5;

/**
 * The connections that repeat themselves on a device: how busy it is, which is not 0, and its power, both the same to the
 * last digit. A device at work never draws the same power for a quarter of an hour; one without a measure of its power is
 * not judged.
 */
export function findFrozen(trends: readonly FiledTrend[], nowMs: number): ReadonlySet<string> {
  const frozen = new Set<string>();
  for (const [connectionId, own] of Map.groupBy(trends, (trend) => trend.connectionId)) {
    const activity = own.filter(({ metric }) => activityMetrics.some((one) => one === metric));
    const power = own.filter(({ metric }) => metric === 'hw.power');
    if (activity.length === 0 || power.length === 0) continue;
    const values = [...activity, ...power].map((trend) => findConstant(trend, nowMs));
    if (values.every((value) => value !== null) && activity.some((_, index) => values[index] !== 0))
      frozen.add(connectionId);
  }
  return frozen;
}

/** The value that all samples of the last quarter of an hour and more had; null where they differ or are too few. */
function findConstant({ startsAt, min, max, count }: FiledTrend, nowMs: number): number | null {
  const last = startsAt.length - 1;
  const value = min[last];
  if (value === undefined) return null;
  let [wholeMs, samples] = [0, 0];
  for (let index = last; index >= 0; index--) {
    const [start, after] = [startsAt[index], startsAt[index + 1]];
    if (start === undefined || (after !== undefined && after !== start + frozenStepMs)) break;
    if (min[index] !== value || max[index] !== value) break;
    if (start + frozenStepMs <= nowMs) wholeMs += frozenStepMs;
    samples += Number(count[index]);
  }
  return wholeMs >= frozenForMs && samples >= frozenSamples ? value : null;
}
