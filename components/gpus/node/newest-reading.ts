import type { GpuReadingView } from '@/lib/api/contracts/gpu-nodes';
import type { MetricName } from '@/lib/domain/metric';

/** Whether a reading is of a slice or a partition of its device, not of the whole. */
function isPart({ attributes }: GpuReadingView): boolean {
  return attributes['gpu.mig.id'] !== undefined || attributes['gpu.partition.id'] !== undefined;
}

/** The readings of a metric that are of the whole device. */
export function readingsOfWhole(readings: readonly GpuReadingView[], metric: MetricName): GpuReadingView[] {
  return readings.filter((reading) => reading.metric === metric && !isPart(reading));
}

/** Whether something was measured of a slice (MIG), so that the device is in slices. */
export function isInSlices(readings: readonly GpuReadingView[]): boolean {
  return readings.some(({ attributes }) => attributes['gpu.mig.id'] !== undefined);
}

/** Whether a metric is measured of slices or partitions alone. */
export function isBySlice(readings: readonly GpuReadingView[], metric: MetricName): boolean {
  return readings.some((reading) => reading.metric === metric) && readingsOfWhole(readings, metric).length === 0;
}

/** The newest reading of the whole device, whichever source it is of; null when nobody measured it. */
export function newestReading(readings: readonly GpuReadingView[], metric: MetricName): GpuReadingView | null {
  return newestOf(readingsOfWhole(readings, metric));
}

/** The greatest reading of the whole device, as of several sensors; null when nobody measured it. */
export function greatestReading(readings: readonly GpuReadingView[], metric: MetricName): GpuReadingView | null {
  return readingsOfWhole(readings, metric).reduce<GpuReadingView | null>(
    (greatest, reading) => (greatest === null || reading.value > greatest.value ? reading : greatest),
    null,
  );
}

/** The newest of all; null when there is none. */
export function newestOf(readings: readonly GpuReadingView[]): GpuReadingView | null {
  return readings.reduce<GpuReadingView | null>(
    (newest, reading) => (newest === null || Date.parse(reading.at) > Date.parse(newest.at) ? reading : newest),
    null,
  );
}
