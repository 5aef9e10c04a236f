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

const metrics: ReadonlySet<string> = new Set(busyMetrics);
const isBusyMetric = (metric: string): metric is BusyMetric => metrics.has(metric);

/** What measures how busy these devices are now; a frozen source does not. */
export function toMeasuredBy(devices: Iterable<FleetDevice>): MeasuredBy {
  const found = new Map<BusyMetric, Measured>();
  for (const { readings, isFrozen } of devices) {
    if (isFrozen) continue;
    const counted: BusyMetric[] = [];
    for (const { metric, definition, at } of readings) {
      if (!isBusyMetric(metric)) continue;
      const ms = at.getTime();
      const isCounted = counted.includes(metric);
      if (!isCounted) counted.push(metric);
      add(found, metric, { gpus: isCounted ? 0 : 1, sourceNames: [definition], oldestMs: ms, newestMs: ms });
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
