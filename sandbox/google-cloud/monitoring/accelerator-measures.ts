import type { GpuDevice } from '../../world/gpus/device';
import { type GpuCounters, gpuCountersAt } from '../../world/gpus/gpu-counters';
import { readableAt } from '../../world/gpus/gpu-reading';
import { type GpuState, gpuAt } from '../../world/gpus/gpu-state';
import type { Unit } from './accelerator-units';
import type { Series } from './metric-source';

/** What is told of a device at an instant. */
export type Measure = (device: GpuDevice, ms: number) => number;

/** One series for each accelerator; of a total, with the time since which it is counted. */
export function seriesOf(
  units: readonly Unit[],
  measure: (...of: Parameters<Measure>) => number | null,
  extra: Record<string, string> = {},
  isTotal = false,
): Series[] {
  return units.map(({ device, labels, resource }) => ({
    metricLabels: { ...labels, ...extra },
    resource,
    valueAt: (at) => {
      const asOfMs = readableAt(device, at.getTime());
      return asOfMs === null ? null : measure(device, asOfMs);
    },
    ...(isTotal && { sinceAt: (at: Date) => new Date(gpuCountersAt(device, at.getTime()).sinceMs) }),
  }));
}

export const now =
  (of: (state: GpuState) => number): Measure =>
  (device, ms) =>
    of(gpuAt(device, ms));
export const counted =
  (of: (counters: GpuCounters) => number): Measure =>
  (device, ms) =>
    of(gpuCountersAt(device, ms));

export const percent = now(({ utilization }) => utilization * 100);
export const wholePercent = now(({ utilization }) => Math.round(utilization * 100));
export const bandwidthPercent = now(({ bandwidthActive }) => bandwidthActive * 100);
export const tensorPercent = now(({ tensorActive }) => tensorActive * 100);
export const memoryUsed = now(({ memoryUsedBytes }) => memoryUsedBytes);
export const memoryReserved = now(({ memoryReservedBytes }) => memoryReservedBytes);
export const memoryTotal: Measure = ({ memoryBytes }) => memoryBytes;
export const memoryFree: Measure = (device, ms) => device.memoryBytes - memoryUsed(device, ms);
/** Without what the driver reserves, where that is told apart. */
export const memoryLeft: Measure = (device, ms) => memoryFree(device, ms) - memoryReserved(device, ms);
export const moved = (bytesPerBusySecond: number) =>
  counted(({ busySeconds }) => Math.round(busySeconds * bytesPerBusySecond));
