import { expect, it } from 'vitest';
import { toHostKey } from '@/lib/analytics/gpus/fleet/fleet-machine';
import { IdentitySet } from '@/lib/analytics/gpus/fleet/identity-set';
import { toNodeTimeline } from '@/lib/analytics/gpus/fleet/node-timeline';
import { DevicePlaces } from '@/lib/analytics/gpus/fleet/place-devices';
import { planFleet } from '@/lib/analytics/gpus/fleet/plan-fleet';
import { assembleTestFleet, testNow, toTestResource, toTestSample } from '@/lib/analytics/gpus/fleet/test-fleet';
import type { BusyMetric } from '@/lib/api/contracts/gpu-keys';
import type { MetricStore } from '@/lib/store/metrics/metric-store';
import { readCourses } from './read-courses';

const minute = 60_000;
const day = 24 * 60 * minute;
const resource = toTestResource('n', { gpuCount: 2 });
const device = (index: number, rest: Record<string, string> = {}) => ({
  'host.name': 'n',
  'gpu.index': `${index}`,
  'gpu.uuid': `GPU-${index}`,
  ...rest,
});
/** The first device is in slices, the second is whole. */
const samples = [
  toTestSample(device(0), { value: 0 }),
  toTestSample(device(0, { 'gpu.mig.id': '1', 'gpu.mig.profile': '7g.80gb' }), {
    metric: 'gpu.engine.active',
    value: 0.9,
  }),
  toTestSample(device(1), { value: 0.8 }),
];
const [assembled] = assembleTestFleet([resource], samples).nodes;
const identities = new IdentitySet();
for (const { series, at } of samples) identities.add(series, at, testNow);
const { machines } = planFleet([resource]);
const places = new DevicePlaces(machines, identities);

const retention = { rawMs: 2 * day, fiveMinuteMs: 30 * day, hourlyMs: 400 * day };
const store: Pick<MetricStore, 'readRange' | 'readSums' | 'retention'> = {
  retention,
  readRange: async () => ({ items: [], gaps: [] }),
  readSums: async ({ metrics }) => ({
    items: samples
      .filter(({ series }) => metrics.includes(series.metric))
      .map(({ series, value }) => ({
        series: { ...series, unit: '1' },
        sum: Float64Array.of(value),
        count: Float64Array.of(1),
      })),
    gaps: [],
  }),
};

async function read(metric: BusyMetric) {
  const [machine] = machines;
  if (assembled === undefined || machine === undefined) throw new RangeError('There is no node');
  const node = { ...assembled, machine, cells: [], definitions: new Map(), slots: [0, 1] };
  const steps = { startMs: testNow.getTime() - 5 * minute, stepMs: 5 * minute, count: 1 };
  const range = { from: new Date(steps.startMs), to: testNow };
  const courses = await readCourses(store, { at: testNow, frozen: new Map(), places, identities }, [node], {
    metric,
    range,
    steps,
  });
  return { values: courses.of(node).map((of) => of.map(({ sum }) => sum[0])), gaps: courses.gaps };
}

it('a device in slices has no course by what tells nothing of slices, and that is said', async () => {
  const { values, gaps } = await read('gpu.sm.active');
  expect(values).toEqual([[], [0.8]]);
  expect(gaps).toEqual([expect.stringContaining('1 GPU in slices')]);
});

it('and by its engines what its slices did', async () => {
  const { values, gaps } = await read('gpu.engine.active');
  expect([values, gaps]).toEqual([[[0.9], []], []]);
});

/** How busy the second device was in the three steps of a stretch that ended so many steps before now, by each connection. */
async function readFrozen(values: Record<string, number[]>, frozen: string[], stepsAgo: number) {
  const [machine] = machines;
  const [host] = machine?.hosts ?? [];
  if (assembled === undefined || machine === undefined || host === undefined) throw new RangeError('There is no node');
  const stepMs = 5 * minute;
  const nowMs = testNow.getTime();
  const [startMs, count] = [nowMs - (stepsAgo + 3) * stepMs, 3];
  const toSeries = (connectionId: string) =>
    ({ ...toTestSample(device(1), { connectionId }).series, unit: '1' }) as const;
  const all = Object.entries(values).map(([connectionId, own]) => ({ series: toSeries(connectionId), own }));
  for (const { series } of all) identities.add(series, testNow, testNow);
  const measured: typeof store = {
    retention,
    readRange: async (_, { from, to }) => ({
      items: all.map(({ series, own }) => {
        const told = own.slice(0, (to.getTime() - from.getTime()) / stepMs);
        const each = (toValue: (value: number, index: number) => number) => Float64Array.from(told, toValue);
        return {
          series,
          startsAt: each((_value, index) => startMs + index * stepMs),
          min: each((value) => value),
          max: each((value) => value),
          sum: each((value) => value * 5),
          count: each(() => 5),
        };
      }),
      gaps: [],
    }),
    readSums: async () => ({
      items: all.map(({ series, own }) => {
        const told = own.slice(0, count);
        return { series, sum: Float64Array.from(told, (value) => value * 5), count: Float64Array.from(told, () => 5) };
      }),
      gaps: [],
    }),
  };
  const node = { ...assembled, machine, cells: [], definitions: new Map(), slots: [1] };
  const fleet = {
    at: testNow,
    places: new DevicePlaces(machines, identities),
    identities,
    frozen: new Map([[toHostKey(host), [new Set<string>(), new Set(frozen)]]]),
  };
  const range = { from: new Date(startMs), to: new Date(startMs + count * stepMs) };
  const steps = { startMs, stepMs, count };
  const courses = await readCourses(measured, fleet, [node], { metric: 'gpu.sm.active', range, steps });
  return toNodeTimeline(courses.of(node), 'gpu.sm.active', steps);
}

it('what a frozen source repeats is left out, and one that moves counts where it did', async () => {
  expect(await readFrozen({ stuck: [0.3, 0.7, 0.7] }, ['stuck'], 0)).toEqual([0.3, null, null]);
  expect(await readFrozen({ stuck: [0.3, 0.7, 0.7], moving: [0.4, 0.5, 0.6] }, ['stuck'], 0)).toEqual([0.4, 0.5, 0.6]);
  expect(await readFrozen({ stuck: [0.3, 0.7, 0.7] }, [], 0)).toEqual([0.3, 0.7, 0.7]);
});

it('of a stretch that ended before now only what is repeated up to now is left out', async () => {
  expect(await readFrozen({ stuck: [0.3, 0.7, 0.7, 0.2, 0.7, 0.7] }, ['stuck'], 3)).toEqual([0.3, 0.7, 0.7]);
  expect(await readFrozen({ stuck: [0.3, 0.7, 0.7, 0.7, 0.7, 0.7] }, ['stuck'], 3)).toEqual([0.3, null, null]);
});
