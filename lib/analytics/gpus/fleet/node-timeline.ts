import type { MetricName } from '@/lib/domain/metric';
import { isPart, toSliceShare } from '../busy';
import type { FiledTrend } from './file-trends';

/** The time that a timeline is laid out over: steps from `startMs` on. */
export interface TimelineSteps {
  startMs: number;
  stepMs: number;
  count: number;
}

/** What was measured of one device by one metric. */
export interface DeviceCourse {
  trends: readonly FiledTrend[];
  /** Its source repeats itself up to now: what it repeats is no measurement. */
  isFrozen: boolean;
}

/**
 * How busy a node's devices were in each step, from 0 to 1: the sum of all samples of all its devices by their number. Null
 * where there is none. Of a device that several sources measured, the one with the most samples counts, so that none
 * counts twice; a device in slices is the sum of its slices by their shares of it.
 */
export function toNodeTimeline(
  devices: readonly DeviceCourse[],
  metric: MetricName,
  steps: TimelineSteps,
): (number | null)[] {
  const sums = new Float64Array(steps.count);
  const counts = new Float64Array(steps.count);
  for (const { trends, isFrozen } of devices)
    for (const weighed of chooseSource(trends, metric)) addTrend({ ...weighed, isFrozen }, steps, sums, counts);
  return Array.from(sums, (sum, step) => {
    const count = Number(counts[step]);
    return count === 0 || Number.isNaN(sum) ? null : sum / count;
  });
}

interface Weighed {
  trend: FiledTrend;
  /** What of the device it is of. */
  share: number;
  /** What of all that is measured of the device it is of. */
  part: number;
}

/** The series of a device by the source with the most samples: one of the whole, or one of each slice. */
function chooseSource(trends: readonly FiledTrend[], metric: MetricName): Weighed[] {
  let best: { weighed: Weighed[]; samples: number; key: string } | null = null;
  const own = trends.filter((trend) => trend.metric === metric);
  for (const [key, ofSource] of Map.groupBy(own, ({ connectionId, definition }) => `${connectionId}\n${definition}`)) {
    const whole = ofSource.filter((trend) => !isPart(trend));
    const weighed = whole.length > 0 ? whole.slice(0, 1).map(toWhole) : weighSlices(ofSource, metric);
    const samples = weighed.reduce((sum, { trend }) => sum + countSamples(trend), 0) / Math.max(1, weighed.length);
    if (weighed.length === 0) continue;
    if (best === null || samples > best.samples || (samples === best.samples && key < best.key))
      best = { weighed, samples, key };
  }
  return best?.weighed ?? [];
}

function toWhole(trend: FiledTrend): Weighed {
  return { trend, share: 1, part: 1 };
}

/** Of those of which no share is told, none. */
function weighSlices(slices: readonly FiledTrend[], metric: MetricName): Weighed[] {
  if (metric !== 'gpu.engine.active') return [];
  const weighed = slices.flatMap((trend) => {
    const share = toSliceShare(trend.attributes['gpu.mig.profile']);
    return share === null ? [] : [{ trend, share }];
  });
  if (weighed.length < slices.length) return [];
  const all = weighed.reduce((sum, { share }) => sum + share, 0);
  return weighed.map(({ trend, share }) => ({ trend, share, part: share / all }));
}

function countSamples({ count }: FiledTrend): number {
  let samples = 0;
  for (let index = 0; index < count.length; index++) samples += Number(count[index]);
  return samples;
}

/** Of a slice, its part of a sample is added to the number: all slices of a device weigh as much as a device does. */
function addTrend(
  { trend, share, part, isFrozen }: Weighed & Pick<DeviceCourse, 'isFrozen'>,
  { startMs, stepMs, count }: TimelineSteps,
  sums: Float64Array,
  counts: Float64Array,
): void {
  const end = isFrozen ? findRepetition(trend) : trend.startsAt.length;
  for (let index = 0; index < end; index++) {
    const step = (Number(trend.startsAt[index]) - startMs) / stepMs;
    if (!Number.isInteger(step) || step < 0 || step >= count) continue;
    sums[step] = Number(sums[step]) + Number(trend.sum[index]) * share;
    counts[step] = Number(counts[step]) + Number(trend.count[index]) * part;
  }
}

/** Where a series begins to repeat the value it ends with. */
function findRepetition({ startsAt, min, max }: FiledTrend): number {
  let start = startsAt.length;
  const value = min[start - 1];
  while (start > 0 && min[start - 1] === value && max[start - 1] === value) start -= 1;
  return start;
}
