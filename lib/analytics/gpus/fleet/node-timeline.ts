import type { MetricName } from '@/lib/domain/metric';
import { isPart, toSliceShare } from '../busy';
import type { SummedTrend } from './lay-out-sums';

/**
 * How busy a node's devices were in each of so many steps, from 0 to 1: the sum of all samples of all its devices by their
 * number. Null where there is none. Of a device that several sources measured, the one with the most samples counts, so that
 * none counts twice; a device in slices is the sum of its slices by their shares of it.
 *
 * @param devices What was measured of each.
 */
export function toNodeTimeline(
  devices: readonly (readonly SummedTrend[])[],
  metric: MetricName,
  steps: number,
): (number | null)[] {
  const sums = new Float64Array(steps);
  const counts = new Float64Array(steps);
  for (const trends of devices) {
    const source = chooseSource(
      trends.filter((trend) => trend.metric === metric),
      steps,
    );
    if (source === null) continue;
    for (let step = 0; step < steps; step++) {
      const count = Number(source.count[step]);
      if (count === 0) continue;
      sums[step] = Number(sums[step]) + Number(source.sum[step]);
      counts[step] = Number(counts[step]) + count;
    }
  }
  return Array.from(sums, (sum, step) => {
    const count = Number(counts[step]);
    return count === 0 || Number.isNaN(sum) ? null : sum / count;
  });
}

/** By step, the sum of the samples and how many of the whole device they stand for, 0 where there is none. */
type Course = Pick<SummedTrend, 'sum' | 'count'>;

/** What the source with the most samples measured of a device; null: none did. */
function chooseSource(trends: readonly SummedTrend[], steps: number): Course | null {
  const [only, other] = trends;
  if (only === undefined) return null;
  if (other === undefined) return toCourse([only], steps);
  let best: { course: Course; samples: number; key: string } | null = null;
  const bySource = Map.groupBy(trends, ({ connectionId, definition }) => `${connectionId}\n${definition}`);
  for (const [key, ofSource] of bySource) {
    const course = toCourse(ofSource, steps);
    let samples = 0;
    for (let step = 0; step < steps; step++) samples += Number(course.count[step]);
    if (samples === 0) continue;
    if (best === null || samples > best.samples || (samples === best.samples && key < best.key))
      best = { course, samples, key };
  }
  return best?.course ?? null;
}

/** What one source measured of a device: how it is cut into slices may change from step to step. */
function toCourse(trends: readonly SummedTrend[], steps: number): Course {
  const [only, other] = trends;
  if (only !== undefined && other === undefined && !isPart(only)) return only;
  const course = { sum: new Float64Array(steps), count: new Float64Array(steps) };
  for (let step = 0; step < steps; step++) {
    const samples = toSamples(
      trends.flatMap((trend) => {
        const count = Number(trend.count[step]);
        return count === 0 ? [] : [{ trend, sum: Number(trend.sum[step]), count }];
      }),
    );
    if (samples === null) continue;
    course.sum[step] = samples.sum;
    course.count[step] = samples.count;
  }
  return course;
}

interface Samples {
  sum: number;
  count: number;
}

/** What one series has in one step. */
interface SeriesSamples extends Samples {
  trend: SummedTrend;
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

function toKey({ attributes }: SummedTrend): string {
  return JSON.stringify(Object.entries(attributes).sort());
}

/**
 * The slices that have samples weigh together as much as a device does, however much of it they are. More than a device
 * has they are only where it was cut anew within the step: those before and those after are then each measured for a part
 * of it. Null where there is none, a share is not told, or what is measured cannot be summed up.
 */
function sumSlices(slices: readonly SeriesSamples[]): Samples | null {
  if (slices.length === 0) return null;
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
