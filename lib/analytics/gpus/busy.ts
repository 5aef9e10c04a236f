import type { FleetDevice, GpuReading } from '@/lib/domain/gpu/fleet';
import type { MetricName } from '@/lib/domain/metric';

/** The metrics that say whether a device is busy, the best first: the first that is measured decides alone. */
export const activityMetrics = [
  'gpu.sm.active',
  'gpu.engine.active',
  'hw.gpu.utilization',
] as const satisfies readonly MetricName[];

/** Share of time from which a device is active. */
export const activeFrom = 0.05;

/** How busy a device is, as one source measured it: no two are ever blended. */
export interface Busy {
  metric: MetricName;
  /** From 0 to 1. */
  value: number;
  /** When it was measured; of slices, the oldest of those that make it up. */
  at: Date;
  /** The source's own name for it. */
  definition: string;
  connectionId: string;
}

/**
 * How busy a device is by one metric: the newest of its readings, of equally new ones the greatest. A device in slices is
 * measured by `gpu.engine.active` alone, as a whole or by its slices: other metrics of the whole read 0 there, whatever the
 * slices do. Null: nobody measured it lately, or its source is frozen.
 */
export function toBusyBy(
  device: Pick<FleetDevice, 'readings' | 'isFrozen' | 'isSliced'>,
  metric: MetricName,
): Busy | null {
  if (device.isFrozen) return null;
  let best: Busy | null = null;
  const isSliced = isInSlices(device);
  if (isSliced && metric !== sliceMetric) return null;
  for (const reading of device.readings)
    if (reading.metric === metric && !isPart(reading) && isBetter(reading, best)) best = reading;
  if (best !== null || !isSliced) return best && pick(best);
  return toBusyOfSlices(device.readings);
}

/** How busy a device is by the best metric that was measured of it lately; null: none was. */
export function toBusy(device: Pick<FleetDevice, 'readings' | 'isFrozen' | 'isSliced'>): Busy | null {
  for (const metric of activityMetrics) {
    const busy = toBusyBy(device, metric);
    if (busy !== null) return busy;
  }
  return null;
}

/** By what alone a device in slices is measured: other metrics of the whole read 0 there, whatever the slices do. */
export const sliceMetric = 'gpu.engine.active' satisfies MetricName;

/** Whether a device is in slices (MIG), as was told lately. */
export function isInSlices({ isSliced, readings }: Pick<FleetDevice, 'isSliced' | 'readings'>): boolean {
  return isSliced === true || readings.some(isSlice);
}

/** Whether a reading is of a slice or a partition of the device, not of the whole. */
export function isPart(reading: Pick<GpuReading, 'attributes'>): boolean {
  return isSlice(reading) || reading.attributes['gpu.partition.id'] !== undefined;
}

/** Whether a reading is of a slice (MIG): the device it is of is in slices. */
export function isSlice({ attributes }: Pick<GpuReading, 'attributes'>): boolean {
  return attributes['gpu.mig.id'] !== undefined;
}

/** Compute slices that a device can be cut into (MIG). */
const slicesPerDevice = 7;

/** The share of the device that a slice of this profile has, e.g. 3/7 of `3g.40gb`; null where the profile is not told. */
export function toSliceShare(profile: string | undefined): number | null {
  const slices = Number(/^(?:\d+c\.)?(\d)g\./.exec(profile ?? '')?.[1]);
  return slices >= 1 && slices <= slicesPerDevice ? slices / slicesPerDevice : null;
}

/**
 * Of a device in slices, the sum of what each does times its share of the device, by the source whose slices were all
 * measured lately and the newest. Null where a share is not told.
 */
function toBusyOfSlices(readings: readonly GpuReading[]): Busy | null {
  const parts = readings.filter(({ metric, attributes }) => metric === sliceMetric && isSlice({ attributes }));
  let best: Busy | null = null;
  for (const slices of Map.groupBy(parts, ({ connectionId, definition }) => `${connectionId} ${definition}`).values()) {
    const busy = sumSlices(slices);
    if (busy !== null && isBetter(busy, best)) best = busy;
  }
  return best;
}

function sumSlices(slices: readonly GpuReading[]): Busy | null {
  let [value, at]: [number, Date | null] = [0, null];
  for (const slice of slices) {
    const share = toSliceShare(slice.attributes['gpu.mig.profile']);
    if (share === null) return null;
    value += slice.value * share;
    if (at === null || slice.at < at) at = slice.at;
  }
  const [first] = slices;
  if (first === undefined || at === null || value > 1 + tolerance) return null;
  const { metric, definition, connectionId } = first;
  return { metric, value: Math.min(1, value), at, definition, connectionId };
}

/** What rounding may add to a share. */
const tolerance = 0.01;

function isBetter(one: Pick<Busy, 'at' | 'value'>, best: Pick<Busy, 'at' | 'value'> | null): boolean {
  if (best === null) return true;
  const later = one.at.getTime() - best.at.getTime();
  return later > 0 || (later === 0 && one.value > best.value);
}

function pick({ metric, value, at, definition, connectionId }: Busy): Busy {
  return { metric, value, at, definition, connectionId };
}
