import { toBusyBy } from '@/lib/analytics/gpus/busy';
import { type BusyMetric, busyMetrics } from '@/lib/api/contracts/gpu-keys';
import type { GpuFleet } from '@/lib/api/contracts/gpus';
import type { FleetDevice } from '@/lib/domain/gpu/fleet';

/** How many devices a metric is measured on, what its sources call it, and when, in milliseconds. */
interface Measured {
  gpus: number;
  sourceNames: Set<string>;
  oldestMs: number;
  newestMs: number;
}

/** By which metrics it is measured how busy some devices are. */
export type MeasuredBy = ReadonlyMap<BusyMetric, Readonly<Measured>>;

/**
 * What measures how busy these devices are now. A frozen source does not, nor does what a metric tells of slices alone where
 * the device cannot be told by them.
 */
export function toMeasuredBy(devices: Iterable<FleetDevice>): MeasuredBy {
  const found = new Map<BusyMetric, Measured>();
  for (const device of devices)
    for (const metric of busyMetrics) {
      if (toBusyBy(device, metric) === null) continue;
      let gpus = 1;
      for (const reading of device.readings) {
        if (reading.metric !== metric) continue;
        const ms = reading.at.getTime();
        add(found, metric, { gpus, sourceNames: [reading.definition], oldestMs: ms, newestMs: ms });
        gpus = 0;
      }
    }
  return found;
}

/** All of several together, as the API tells it. */
export function mergeMeasuredBy(parts: Iterable<MeasuredBy>): GpuFleet['definitions'] {
  const all = new Map<BusyMetric, Measured>();
  for (const part of parts) for (const [metric, measured] of part) add(all, metric, measured);
  return busyMetrics.flatMap((metric) => {
    const measured = all.get(metric);
    if (measured === undefined) return [];
    const { gpus, sourceNames, oldestMs, newestMs } = measured;
    const [oldestAt, newestAt] = [new Date(oldestMs).toISOString(), new Date(newestMs).toISOString()];
    return [{ metric, gpus, sourceNames: [...sourceNames].sort(), oldestAt, newestAt }];
  });
}

function add(
  into: Map<BusyMetric, Measured>,
  metric: BusyMetric,
  { gpus, sourceNames, oldestMs, newestMs }: Omit<Measured, 'sourceNames'> & { sourceNames: Iterable<string> },
): void {
  const known = into.get(metric);
  if (known === undefined) {
    into.set(metric, { gpus, sourceNames: new Set(sourceNames), oldestMs, newestMs });
    return;
  }
  known.gpus += gpus;
  for (const name of sourceNames) known.sourceNames.add(name);
  if (oldestMs < known.oldestMs) known.oldestMs = oldestMs;
  if (newestMs > known.newestMs) known.newestMs = newestMs;
}
