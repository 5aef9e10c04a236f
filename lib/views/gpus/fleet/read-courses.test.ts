import { expect, it } from 'vitest';
import { IdentitySet } from '@/lib/analytics/gpus/fleet/identity-set';
import { DevicePlaces } from '@/lib/analytics/gpus/fleet/place-devices';
import { planFleet } from '@/lib/analytics/gpus/fleet/plan-fleet';
import { assembleTestFleet, testNow, toTestResource, toTestSample } from '@/lib/analytics/gpus/fleet/test-fleet';
import type { BusyMetric } from '@/lib/api/contracts/gpu-keys';
import type { MetricStore } from '@/lib/store/metrics/metric-store';
import { readCourses } from './read-courses';

const minute = 60_000;
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

const store: Pick<MetricStore, 'readRange' | 'readSums'> = {
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
  const courses = await readCourses(store, { places, identities }, [node], { metric, range, steps });
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
