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
  for (const device of devices)
    for (const [step, { sum, count }] of chooseSource(device, metric, steps)) {
      sums[step] = Number(sums[step]) + sum;
      counts[step] = Number(counts[step]) + count;
    }
  return Array.from(sums, (sum, step) => {
    const count = Number(counts[step]);
    return count === 0 || Number.isNaN(sum) ? null : sum / count;
  });
}

/** Samples in one step: their sum, and how many of the whole device they stand for. */
interface Samples {
  sum: number;
  count: number;
}

/** What one series has in one step. */
interface SeriesSamples extends Samples {
  trend: FiledTrend;
}

/** By step, what the source with the most samples measured of a device. */
function chooseSource(
  { trends, isFrozen }: DeviceCourse,
  metric: MetricName,
  steps: TimelineSteps,
): ReadonlyMap<number, Samples> {
  let best: { course: ReadonlyMap<number, Samples>; samples: number; key: string } | null = null;
  const own = trends.filter((trend) => trend.metric === metric);
  for (const [key, ofSource] of Map.groupBy(own, ({ connectionId, definition }) => `${connectionId}\n${definition}`)) {
    const course = toCourse(ofSource, isFrozen, steps);
    let samples = 0;
    for (const { count } of course.values()) samples += count;
    if (samples === 0) continue;
    if (best === null || samples > best.samples || (samples === best.samples && key < best.key))
      best = { course, samples, key };
  }
  return best?.course ?? new Map();
}

/** By step, what one source measured of a device: how it is cut into slices may change from step to step. */
function toCourse(
  trends: readonly FiledTrend[],
  isFrozen: boolean,
  { startMs, stepMs, count }: TimelineSteps,
): Map<number, Samples> {
  const found = new Map<number, SeriesSamples[]>();
  for (const trend of trends) {
    const end = isFrozen ? findRepetition(trend) : trend.startsAt.length;
    for (let index = 0; index < end; index++) {
      const step = (Number(trend.startsAt[index]) - startMs) / stepMs;
      if (!Number.isInteger(step) || step < 0 || step >= count) continue;
      const samples = { trend, sum: Number(trend.sum[index]), count: Number(trend.count[index]) };
      const others = found.get(step);
      if (others === undefined) found.set(step, [samples]);
      else others.push(samples);
    }
  }
  const course = new Map<number, Samples>();
  for (const [step, all] of found) {
    const samples = toSamples(all);
    if (samples !== null) course.set(step, samples);
  }
  return course;
}

/** Of the whole device one series alone, the one with the most samples; where none is of the whole, those of its slices. */
function toSamples(all: readonly SeriesSamples[]): Samples | null {
  let best: SeriesSamples | null = null;
  for (const one of all) if (!isPart(one.trend) && (best === null || isBetter(one, best))) best = one;
  return best ?? sumSlices(all);
}

function isBetter(one: SeriesSamples, best: SeriesSamples): boolean {
  return one.count > best.count || (one.count === best.count && toKey(one.trend) < toKey(best.trend));
}

function toKey({ attributes }: FiledTrend): string {
  return JSON.stringify(Object.entries(attributes).sort());
}

/**
 * The slices that have samples weigh together as much as a device does, however much of it they are. More than a device
 * has they are only where it was cut anew within the step: those before and those after are then each measured for a part
 * of it. Null where a share is not told, or what is measured cannot be summed up.
 */
function sumSlices(slices: readonly SeriesSamples[]): Samples | null {
  let [sum, count, all] = [0, 0, 0];
  for (const { trend, ...samples } of slices) {
    const share = trend.metric === 'gpu.engine.active' ? toSliceShare(trend.attributes['gpu.mig.profile']) : null;
    if (share === null) return null;
    sum += samples.sum * share;
    count += samples.count * share;
    all += share;
  }
  return { sum, count: count / Math.min(1, all) };
}

/** Where a series begins to repeat the value it ends with. */
function findRepetition({ startsAt, min, max }: FiledTrend): number {
  let start = startsAt.length;
  const value = min[start - 1];
  while (start > 0 && min[start - 1] === value && max[start - 1] === value) start -= 1;
  return start;
}
