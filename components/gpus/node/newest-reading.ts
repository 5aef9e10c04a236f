import type { GpuReadingView } from '@/lib/api/contracts/gpus';
import type { MetricName } from '@/lib/domain/metric';

/** The newest reading of a metric, whichever source it is of; null when nobody measured it. */
export function newestReading(readings: readonly GpuReadingView[], metric: MetricName): GpuReadingView | null {
  return newestOf(readings.filter((reading) => reading.metric === metric));
}

/** The newest of all; null when there is none. */
export function newestOf(readings: readonly GpuReadingView[]): GpuReadingView | null {
  return readings.reduce<GpuReadingView | null>(
    (newest, reading) => (newest === null || Date.parse(reading.at) > Date.parse(newest.at) ? reading : newest),
    null,
  );
}
