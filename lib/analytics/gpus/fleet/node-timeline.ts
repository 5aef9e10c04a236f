import type { MetricName } from '@/lib/domain/metric';
import { isPart, isSlice, toSliceShare } from '../busy';
import type { SummedTrend, TimelineSteps } from './summed-trend';

/** So long a slice that was measured is missed, as in what is measured now. */
const lookbackMs = 30 * 60_000;

/** The steps of a timeline. */
type StepsOfTimeline = Pick<TimelineSteps, 'stepMs' | 'count'>;

/**
 * How busy a node's devices were in each step, from 0 to 1: the sum of all samples of all its devices by their number. Null
 * where there is none. Of a device that several sources measured one counts in each step: of those that have samples there
 * the one with the most over all. A device in slices is the sum of its slices by their shares of it, and unknown where not
 * all of them were measured.
 *
 * @param devices What was measured of each.
 */
export function toNodeTimeline(
  devices: readonly (readonly SummedTrend[])[],
  metric: MetricName,
  steps: StepsOfTimeline,
): (number | null)[] {
  const sums = new Float64Array(steps.count);
  const counts = new Float64Array(steps.count);
  for (const trends of devices) {
    const sources = rankSources(
      trends.filter((trend) => trend.metric === metric),
      steps,
    );
    for (let step = 0; step < steps.count; step++) {
      const source = sources.find(({ count }) => Number(count[step]) > 0);
      if (source === undefined) continue;
      sums[step] = Number(sums[step]) + Number(source.sum[step]);
      counts[step] = Number(counts[step]) + Number(source.count[step]);
    }
  }
  return Array.from(sums, (sum, step) => {
    const count = Number(counts[step]);
    return count === 0 || Number.isNaN(sum) ? null : sum / count;
  });
}

/** By step, the sum of the samples and how many of the whole device they stand for, 0 where there is none. */
type Course = Pick<SummedTrend, 'sum' | 'count'>;

/** What each source measured of a device, the one with the most samples first. */
function rankSources(trends: readonly SummedTrend[], steps: StepsOfTimeline): Course[] {
  const [only, other] = trends;
  if (only === undefined) return [];
  if (other === undefined) return [toCourse([only], steps)];
  const bySource = Map.groupBy(trends, ({ connectionId, definition }) => `${connectionId}\n${definition}`);
  if (bySource.size === 1) return [toCourse(trends, steps)];
  return [...bySource]
    .map(([key, ofSource]) => {
      const course = toCourse(ofSource, steps);
      let samples = 0;
      for (let step = 0; step < steps.count; step++) samples += Number(course.count[step]);
      return { key, samples, ...course };
    })
    .sort((one, next) => next.samples - one.samples || (one.key < next.key ? -1 : 1));
}

/** What one source measured of a device: how it is cut into slices may change from step to step. */
function toCourse(trends: readonly SummedTrend[], { stepMs, count: steps }: StepsOfTimeline): Course {
  const [only, other] = trends;
  if (only !== undefined && other === undefined && !isPart(only)) return only;
  const course = { sum: new Float64Array(steps), count: new Float64Array(steps) };
  const missedFor = Math.ceil(lookbackMs / stepMs);
  const lastSteps = trends.map(() => Number.NEGATIVE_INFINITY);
  for (let step = 0; step < steps; step++) {
    const measured: SeriesSamples[] = [];
    let isTorn = false;
    for (const [index, trend] of trends.entries()) {
      const count = Number(trend.count[step]);
      if (count > 0) {
        measured.push({ trend, sum: Number(trend.sum[step]), count });
        lastSteps[index] = step;
      } else if (isSlice(trend) && step - Number(lastSteps[index]) <= missedFor) isTorn = true;
    }
    const samples = toSamples(measured, isTorn);
    if (samples === null) continue;
    course.sum[step] = samples.sum;
    course.count[step] = samples.count;
  }
  return course;
}

/** What rounding may take from shares that make up a device. */
const tolerance = 0.01;

interface Samples {
  sum: number;
  count: number;
}

/** What one series has in one step. */
interface SeriesSamples extends Samples {
  trend: SummedTrend;
}

/**
 * Of the whole device one series alone, the one with the most samples; where none is of the whole, those of its slices.
 * `isTorn`: a slice is missing that was measured shortly before.
 */
function toSamples(all: readonly SeriesSamples[], isTorn: boolean): Samples | null {
  let best: SeriesSamples | null = null;
  for (const one of all) if (!isPart(one.trend) && (best === null || isBetter(one, best))) best = one;
  return best ?? sumSlices(all, isTorn);
}

function isBetter(one: SeriesSamples, best: SeriesSamples): boolean {
  return one.count > best.count || (one.count === best.count && toKey(one.trend) < toKey(best.trend));
}

function toKey({ attributes }: SummedTrend): string {
  return JSON.stringify(Object.entries(attributes).sort());
}

/**
 * The slices that have samples weigh together as much as a device does, however much of it they are. More than a device
 * has they are only where it was cut anew within the step: those before and those after are then each measured for a part
 * of it. Null where there is none, a share is not told, what is measured cannot be summed up, or one is missing: unless those
 * there are make up the device, so that it was cut anew and the one that is missing is no more.
 */
function sumSlices(slices: readonly SeriesSamples[], isTorn: boolean): Samples | null {
  if (slices.length === 0) return null;
  let [sum, count, all] = [0, 0, 0];
  for (const { trend, ...samples } of slices) {
    const share = trend.metric === 'gpu.engine.active' ? toSliceShare(trend.attributes['gpu.mig.profile']) : null;
    if (share === null) return null;
    sum += samples.sum * share;
    count += samples.count * share;
    all += share;
  }
  if (isTorn && all < 1 - tolerance) return null;
  return { sum, count: count / Math.min(1, all) };
}
