import type { MetricPoint, MetricSeries } from '@/lib/domain/metric';
import { type DcgmField, fieldOf, fromMebibytes, type MemoryPart, memoryParts, toOldName } from './dcgm-fields';
import { isSlice, toDcgmDevice } from './to-dcgm-device';
import { toDcgmValue } from './to-dcgm-value';

/** One series of DCGM's exporter as a Prometheus serves it. */
export interface ExporterSeries {
  /** `__name__`, e.g. `DCGM_FI_DEV_GPU_UTIL`. */
  name: string;
  labels: Readonly<Record<string, string>>;
  /** Values as their text, so that none is rounded before it is judged. */
  samples: readonly { at: Date; value: string }[];
}

/**
 * The exporter's series as canonical ones. A device has one series a metric, however many the exporter's pod, job, slice
 * or error-code labels made of it. Blanks are no points; a series without points, without a canonical metric or without an
 * identity is left out. The memory there is, is summed from its parts where no total is served.
 */
export function toDcgmSeries(served: Iterable<ExporterSeries>): MetricSeries[] {
  const found = new Map<string, Gathered>();
  const parts = new Map<string, DeviceMemory>();
  for (const series of served) {
    const field = fieldOf(series.name);
    const device = toDcgmDevice(series.labels, field?.ofSlice !== 'device');
    if (device === null) continue;
    gatherMemory(parts, series, device);
    if (field === undefined || (field.ofSlice === 'nothing' && isSlice(series.labels))) continue;
    const attributes = { ...device, ...field.attributes, ...toHealthSystem(series.labels, field) };
    gather(found, series, field, attributes);
  }
  for (const { device, byPart } of parts.values()) addMemoryLimit(found, device, byPart);
  return [...found.values()].filter(({ points }) => points.size > 0).map(toSeries);
}

type Gathered = Omit<MetricSeries, 'points'> & { points: Map<number, number> };
interface DeviceMemory {
  device: Record<string, string>;
  byPart: Map<MemoryPart, Map<number, number>>;
}

function gather(
  found: Map<string, Gathered>,
  { name, samples }: ExporterSeries,
  { metric, type, toUnit }: DcgmField,
  attributes: Record<string, string>,
): void {
  const key = toKey(metric, toOldName(name), attributes);
  const gathered = found.get(key) ?? {
    metric,
    definition: toOldName(name),
    subject: 'accelerator' as const,
    attributes,
    points: new Map<number, number>(),
  };
  found.set(key, gathered);
  for (const sample of samples) {
    const value = toDcgmValue(sample.value, type);
    if (value !== null) gathered.points.set(sample.at.getTime(), toUnit(value));
  }
}

/** Health is judged for each subsystem apart, e.g. `PCIE`. */
function toHealthSystem(labels: ExporterSeries['labels'], { metric }: DcgmField): Record<string, string> {
  const system = metric === 'hw.status' ? labels.health_watch : undefined;
  return system === undefined ? {} : { component: system };
}

function gatherMemory(
  parts: Map<string, DeviceMemory>,
  { name, samples }: ExporterSeries,
  device: Record<string, string>,
): void {
  const part = memoryParts.find((each) => each === toOldName(name));
  if (part === undefined) return;
  const key = JSON.stringify(device);
  const memory: DeviceMemory = parts.get(key) ?? { device, byPart: new Map() };
  parts.set(key, memory);
  const points = memory.byPart.get(part) ?? new Map<number, number>();
  memory.byPart.set(part, points);
  for (const sample of samples) {
    const value = toDcgmValue(sample.value, 'small-integer');
    if (value !== null) points.set(sample.at.getTime(), fromMebibytes(value));
  }
}

/** Only moments at which every part is known have a sum: a part is not the whole. */
function addMemoryLimit(
  found: Map<string, Gathered>,
  device: Record<string, string>,
  byPart: DeviceMemory['byPart'],
): void {
  const metric = 'hw.gpu.memory.limit';
  if (found.get(toKey(metric, 'DCGM_FI_DEV_FB_TOTAL', device))?.points.size) return;
  const [used, free, reserved] = memoryParts.map((part) => byPart.get(part));
  if (used === undefined || free === undefined || reserved === undefined) return;
  const points = new Map<number, number>();
  for (const [at, value] of used) {
    const freeThen = free.get(at);
    const reservedThen = reserved.get(at);
    if (freeThen !== undefined && reservedThen !== undefined) points.set(at, value + freeThen + reservedThen);
  }
  const definition = memoryParts.join('+');
  found.set(toKey(metric, definition, device), {
    metric,
    definition,
    subject: 'accelerator',
    attributes: device,
    points,
  });
}

function toKey(metric: string, definition: string, attributes: Record<string, string>): string {
  return JSON.stringify([metric, definition, attributes]);
}

function toSeries({ points, ...series }: Gathered): MetricSeries {
  const ordered = [...points].sort(([one], [other]) => one - other);
  return { ...series, points: ordered.map(([at, value]): MetricPoint => ({ at: new Date(at), value })) };
}
