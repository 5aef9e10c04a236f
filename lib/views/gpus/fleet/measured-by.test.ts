import { expect, it } from 'vitest';
import type { FleetDevice, GpuReading } from '@/lib/domain/gpu/fleet';
import { mergeMeasuredBy, toMeasuredBy } from './measured-by';

const at = new Date('2026-11-22T12:00:00Z');
const reading = (metric: GpuReading['metric'], attributes: Record<string, string> = {}): GpuReading => ({
  metric,
  definition: metric,
  value: 0.5,
  at,
  connectionId: 'c',
  attributes,
});
const slice = { 'gpu.mig.id': '1', 'gpu.mig.profile': '3g.40gb' };
const toDevice = (slot: number, ...readings: GpuReading[]): FleetDevice => ({
  slot,
  index: slot,
  uuid: null,
  readings,
  isFrozen: false,
  allocation: { state: 'free' },
});
const countOf = (...devices: FleetDevice[]) =>
  mergeMeasuredBy([toMeasuredBy(devices)]).map(({ metric, gpus }) => [metric, gpus]);

it('a device counts once for each metric that measures it', () => {
  const twice = toDevice(0, reading('gpu.sm.active'), reading('gpu.sm.active'), reading('hw.gpu.utilization'));
  expect(countOf(twice, toDevice(1, reading('hw.gpu.utilization')))).toEqual([
    ['gpu.sm.active', 1],
    ['hw.gpu.utilization', 2],
  ]);
});

it('a device in slices is measured by the metric alone that tells of the whole by them', () => {
  const sliced = toDevice(0, reading('gpu.sm.active', slice), reading('gpu.engine.active', slice));
  expect(countOf(sliced)).toEqual([['gpu.engine.active', 1]]);
});

it('nothing measures a device whose source is frozen', () => {
  expect(countOf({ ...toDevice(0, reading('gpu.sm.active')), isFrozen: true })).toEqual([]);
});
