import { describe, expect, it } from 'vitest';
import type { GpuReading } from '@/lib/domain/gpu/fleet';
import type { MetricName } from '@/lib/domain/metric';
import { toBusy, toBusyBy } from './busy';
import { assembleTestFleet, toTestResource, toTestSample } from './fleet/test-fleet';

const at = new Date('2026-11-22T12:00:00Z');
const reading = (metric: MetricName, value: number, attributes: Record<string, string> = {}): GpuReading => ({
  metric,
  value,
  definition: 'd',
  at,
  connectionId: 'c',
  attributes,
});
const slice = (id: string, value: number, profile?: string, metric: MetricName = 'gpu.engine.active') =>
  reading(metric, value, { 'gpu.mig.id': id, ...(profile === undefined ? {} : { 'gpu.mig.profile': profile }) });
const device = (...readings: GpuReading[]) => ({ readings, isFrozen: false });

describe('how busy a device in slices is', () => {
  it('is told by its slices, and not by the utilisation of the whole', () => {
    const some = device(reading('hw.gpu.utilization', 0), slice('1', 1, '3g.40gb'), slice('2', 0.5, '4g.40gb'));
    expect(toBusy(some)).toMatchObject({ metric: 'gpu.engine.active', value: expect.closeTo(5 / 7) });
    expect(toBusyBy(some, 'hw.gpu.utilization')).toBeNull();
  });

  it('is not known where the share of a slice is not told', () => {
    expect(toBusy(device(reading('hw.gpu.utilization', 0), slice('1', 1)))).toBeNull();
  });

  it('is not known where only other metrics of its slices are measured', () => {
    const some = device(reading('hw.gpu.utilization', 0), slice('1', 0.7, '7g.80gb', 'gpu.sm.active'));
    expect(toBusy(some)).toBeNull();
  });

  it('is not known where not all of its slices were measured lately', () => {
    const of = { 'host.name': 'n', 'gpu.index': '0' };
    const engine = { metric: 'gpu.engine.active', definition: 'DCGM_FI_PROF_GR_ENGINE_ACTIVE' } as const;
    const samples = [
      toTestSample(of, { metric: 'hw.gpu.utilization', definition: 'DCGM_FI_DEV_GPU_UTIL', value: 0 }),
      toTestSample({ ...of, 'gpu.mig.id': '1', 'gpu.mig.profile': '3g.40gb' }, engine),
      toTestSample({ ...of, 'gpu.mig.id': '2', 'gpu.mig.profile': '4g.40gb' }, { ...engine, minutesAgo: 20 }),
    ];
    const busyOf = (some: typeof samples) => {
      const [first] = assembleTestFleet([toTestResource('n')], some).nodes[0]?.node.devices ?? [];
      return first === undefined ? undefined : toBusy(first);
    };
    expect(busyOf(samples)).toBeNull();
    expect(busyOf(samples.slice(0, 1))).toMatchObject({ metric: 'hw.gpu.utilization', value: 0 });
  });
});

it('the whole of a device that is in no slices is told by the best metric there is', () => {
  expect(toBusy(device(reading('hw.gpu.utilization', 0.9), reading('gpu.sm.active', 0.3)))).toMatchObject({
    metric: 'gpu.sm.active',
    value: 0.3,
  });
});
