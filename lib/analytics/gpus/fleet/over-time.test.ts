import { describe, expect, it } from 'vitest';
import type { MetricName } from '@/lib/domain/metric';
import { dropRepetition, findRepetition } from './drop-repetition';
import type { FiledTrend } from './file-trends';
import { findFrozen } from './find-frozen';
import { toNodeTimeline } from './node-timeline';
import type { SummedTrend, TimelineSteps } from './summed-trend';

const step = 300_000;
const steps = { startMs: 0, stepMs: step, count: 4 };
/** Steps from the first on, each with so many samples of one value; null: not measured. */
function toTrend(
  metric: MetricName,
  values: (number | null)[],
  rest: Partial<FiledTrend> & { samples?: number } = {},
): FiledTrend {
  const { samples = 5, ...named } = rest;
  const told = values.flatMap((value, index) => (value === null ? [] : [{ startsAt: index * step, value }]));
  const each = (toNumber: (one: (typeof told)[number]) => number) => Float64Array.from(told, toNumber);
  return {
    connectionId: 'a',
    definition: 'DCGM',
    metric,
    attributes: {},
    startsAt: each(({ startsAt }) => startsAt),
    min: each(({ value }) => value),
    max: each(({ value }) => value),
    sum: each(({ value }) => value * samples),
    count: each(() => samples),
    ...named,
  };
}

/** The same as a store tells sums by step. */
function layOut(trend: FiledTrend, { stepMs, count }: TimelineSteps = steps): SummedTrend {
  const laid = { sum: new Float64Array(count), count: new Float64Array(count) };
  for (const [index, start] of Array.from(trend.startsAt).entries()) {
    laid.sum[start / stepMs] = Number(trend.sum[index]);
    laid.count[start / stepMs] = Number(trend.count[index]);
  }
  return { ...trend, ...laid };
}

describe('a node over time', () => {
  const timelineOf = (...devices: FiledTrend[][]) =>
    toNodeTimeline(
      devices.map((trends) => trends.map((trend) => layOut(trend))),
      'gpu.engine.active',
      steps,
    );
  const busy = (values: (number | null)[], rest = {}) => toTrend('gpu.engine.active', values, rest);

  it('is the sum of all samples by their number, and empty where nobody measured', () => {
    expect(timelineOf([busy([1, null, 0.5, null])], [busy([0, null, null, null], { samples: 15 })])).toEqual([
      0.25,
      null,
      0.5,
      null,
    ]);
  });

  it('counts a device once that two sources measured', () => {
    const other = busy([0.2, 0.2, 0.2, 0.2], { connectionId: 'b' });
    expect(timelineOf([busy([1, null, null, null]), other])).toEqual([0.2, 0.2, 0.2, 0.2]);
  });

  it('has slices by their shares of the device, which weighs as one', () => {
    const slice = (profile: string, value: number) =>
      busy([value], { attributes: { 'gpu.mig.id': profile, 'gpu.mig.profile': profile } });
    const [first] = timelineOf([slice('3g.40gb', 1), slice('4g.40gb', 0)], [busy([0])]);
    expect(first).toBeCloseTo(3 / 14);
    expect(timelineOf([slice('odd', 1)])[0]).toBeNull();
  });

  it('has of each step one source that measured there, the one with the most samples of all where several did', () => {
    const before = busy([0.9, 0.9, null, null], { connectionId: 'a', samples: 9 });
    const after = busy([null, 0.1, 0.1, 0.1], { connectionId: 'b' });
    expect(timelineOf([after, before])).toEqual([0.9, 0.9, 0.1, 0.1].map((value) => expect.closeTo(value)));
  });

  it('has nothing where a slice is missing that was measured within half an hour', () => {
    const slice = (profile: string, values: (number | null)[], rest = {}) =>
      busy(values, { attributes: { 'gpu.mig.id': profile, 'gpu.mig.profile': profile }, ...rest });
    const torn = [slice('3g.40gb', [1, 1, 1, 1]), slice('4g.40gb', [1, null, null, 1])];
    expect(timelineOf(torn)).toEqual([1, null, null, 1].map((value) => value && expect.closeTo(value)));
    expect(timelineOf([...torn, busy([null, 0.2, null, null], { connectionId: 'b' })])[1]).toBeCloseTo(0.2);
    const long = { ...steps, count: 9 };
    const [first, second] = [slice('3g.40gb', Array(9).fill(1)), slice('4g.40gb', [1])];
    const laid = [first, second].map((trend) => layOut(trend, long));
    const timeline = toNodeTimeline([laid], 'gpu.engine.active', long);
    expect(timeline.slice(1, 7)).toEqual(Array(6).fill(null));
    expect(timeline[7]).toBeCloseTo(3 / 7);
  });

  it('is the same whether a device was cut anew or not', () => {
    const slice = (id: string, profile: string, values: (number | null)[]) =>
      busy(values, { attributes: { 'gpu.mig.id': id, 'gpu.mig.profile': profile } });
    const before = [slice('1', '3g.40gb', [0.5, 0.5]), slice('2', '4g.40gb', [0.5, 0.5])];
    const after = Array.from({ length: 7 }, (_, index) => slice(`${index + 7}`, '1g.10gb', [null, 0.5, 0.5]));
    const timeline = timelineOf([...before, ...after], [busy([0, 0, 0])]);
    expect(timeline[0]).toBeCloseTo(0.25);
    expect(timeline[2]).toBeCloseTo(0.25);
    const [whole, mixed] = timelineOf([...before, ...after]);
    expect([whole, mixed]).toEqual([expect.closeTo(0.5), expect.closeTo(0.5)]);
  });

  it('has in each step the series of a device that has the most samples there', () => {
    const named = (name: string, values: (number | null)[], samples = 5) =>
      busy(values, { samples, attributes: { driver: name } });
    const [first, second] = [named('a', [0.2, null, 0.2, 0.2]), named('b', [null, 0.6, 0.6, 0.6], 6)];
    expect(timelineOf([first, second])).toEqual([0.2, 0.6, 0.6, 0.6].map((value) => expect.closeTo(value)));
    const even = [named('b', [0.9]), named('a', [0.1])];
    expect(timelineOf(even)[0]).toBeCloseTo(0.1);
    expect(timelineOf(even.toReversed())[0]).toBeCloseTo(0.1);
  });

  it('has what was measured of a device before and after it was cut into slices', () => {
    const slice = busy([null, 0.4], { attributes: { 'gpu.mig.id': '1', 'gpu.mig.profile': '7g.80gb' } });
    expect(timelineOf([busy([0.8]), slice]).slice(0, 2)).toEqual([0.8, 0.4].map((value) => expect.closeTo(value)));
  });
});

describe('what a frozen source repeats', () => {
  /** Values from the first step on, of which the first ones are shown, without what is repeated at the end of all. */
  function shown(values: (number | null)[], { lookedAtMs = step, count = steps.count } = {}) {
    const trend = toTrend('gpu.engine.active', values);
    const coarse = Map.groupBy(values.entries(), ([index]) => Math.floor((index * step) / lookedAtMs) * lookedAtMs);
    const looked = [...coarse].map(([startsAt, own]) => {
      const told = own.flatMap(([, value]) => (value === null ? [] : [value]));
      return { startsAt, min: Math.min(...told), max: Math.max(...told) };
    });
    const repetition = findRepetition(
      {
        startsAt: looked.map(({ startsAt }) => startsAt),
        min: looked.map(({ min }) => min),
        max: looked.map(({ max }) => max),
      },
      lookedAtMs,
    );
    if (repetition === null) throw new RangeError('Nothing is repeated.');
    const all = layOut(trend, { ...steps, count: values.length });
    const summed = { ...all, sum: Array.from(all.sum).slice(0, count), count: Array.from(all.count).slice(0, count) };
    const timeSteps = { ...steps, count };
    return toNodeTimeline([[dropRepetition(summed, repetition, timeSteps)]], 'gpu.engine.active', timeSteps);
  }

  it('is left out up to now', () => {
    expect(shown([0.3, 0.7, 0.7, 0.7])).toEqual([0.3, null, null, null]);
  });

  it('is left out of a stretch that ends before now, and nothing that was measured before', () => {
    expect(shown([0.3, 0.7, 0.7, 0.7, 0.7, 0.7], { count: 3 })).toEqual([0.3, null, null]);
    expect(shown([0.3, 0.5, 0.5, 0.2, 0.7, 0.7], { count: 3 })).toEqual([0.3, 0.5, 0.5]);
    expect(shown([0.3, 0.7, 0.7, 0.2, 0.7, 0.7], { count: 3 })).toEqual([0.3, 0.7, 0.7]);
  });

  it('is left out from where it begins where that was looked at by coarser steps', () => {
    const values = [0.3, 0.7, 0.7, 0.7, 0.7, 0.7, 0.7, 0.7];
    expect(shown(values, { lookedAtMs: 4 * step })).toEqual([0.3, null, null, null]);
    expect(shown([0.7, 0.7, 0.7, 0.7, 0.2, 0.7, 0.7, 0.7], { lookedAtMs: 2 * step })).toEqual([0.7, 0.7, 0.7, 0.7]);
  });
});

describe('a source', () => {
  const frozenOf = (...trends: FiledTrend[]) => [...findFrozen(trends, 4 * step)];
  const same = (value: number) => [value, value, value, value];

  it('is frozen where work and power stay the same for a quarter of an hour', () => {
    expect(frozenOf(toTrend('gpu.sm.active', same(0.7)), toTrend('hw.power', same(412.5)))).toEqual(['a']);
  });

  it.each([
    ['its power moves', [0.7, 0.7, 0.7, 0.7], [412, 412, 413, 412], 5],
    ['it does nothing', [0, 0, 0, 0], [70, 70, 70, 70], 5],
    ['it has not been so for long', [0.1, 0.1, 0.7, 0.7], [1, 1, 412, 412], 5],
    ['there is a hole', [0.7, null, 0.7, 0.7], [412, null, 412, 412], 5],
    ['samples are few', [0.7, 0.7, 0.7, 0.7], [412, 412, 412, 412], 1],
  ])('is not where %s', (_, activity, power, samples) => {
    expect(frozenOf(toTrend('gpu.sm.active', activity, { samples }), toTrend('hw.power', power, { samples }))).toEqual(
      [],
    );
  });

  it('is not judged without a measure of power', () => {
    expect(frozenOf(toTrend('gpu.sm.active', same(0.7)))).toEqual([]);
  });
});
