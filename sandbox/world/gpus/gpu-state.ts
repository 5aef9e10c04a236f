import { type GpuDevice, type GpuPart, type GpuStay, incidentOf } from './device';
import { busyAt, nothing, type Pace, paceOf } from './pace';
import { powerRangeOf } from './power';

/** How a device stands as far as its vendor's own checks go. */
export type GpuHealth = 'ok' | 'degraded' | 'failed';

/** A slice of a MIG device at an instant. */
export interface GpuSliceState {
  slice: number;
  part: GpuPart | null;
  engineActive: number;
  smActive: number;
  tensorActive: number;
  bandwidthActive: number;
  memoryUsedBytes: number;
}

/** What is true of a device at an instant, whatever any exporter says of it. Shares are from 0 to 1. */
export interface GpuState {
  /** Who holds it; empty while nobody does. */
  parts: readonly GpuPart[];
  /** Share of time in which a kernel ran. */
  utilization: number;
  engineActive: number;
  smActive: number;
  tensorActive: number;
  /** Share of time in which the memory interface was busy. */
  bandwidthActive: number;
  /** Without what the driver reserves. */
  memoryUsedBytes: number;
  /** What the driver keeps to itself. */
  memoryReservedBytes: number;
  powerWatts: number;
  temperatureCelsius: number;
  isThrottled: boolean;
  health: GpuHealth;
  /** Empty of devices that are not cut up. */
  slices: readonly GpuSliceState[];
}

/** A part of a device and the pace of who holds it. */
export interface PacedPart {
  part: GpuPart;
  pace: Pace;
}

const engineShare = 0.98;
/** What a device that slows down for its heat still does. */
const slowedShare = 0.6;
const reservedShare = 0.007;

/** Everything about one device at one instant. Pure: seed, device and instant decide. */
export function gpuAt(device: GpuDevice, ms: number): GpuState {
  const { memoryBytes, slicing } = device;
  const stay = device.tenancy(ms);
  const isLost = isLostAt(device, ms);
  const sums = { busy: 0, sm: 0, tensor: 0, bandwidth: 0, load: 0, memory: 0 };
  for (const { part, pace } of isLost ? [] : pacedPartsOf(device, stay)) {
    const busy = part.weight * busyAt(pace, ms) * paceShareOf(device);
    sums.busy += busy;
    sums.sm += busy * pace.sm;
    sums.tensor += busy * pace.tensor;
    sums.bandwidth += busy * pace.bandwidth;
    sums.load += busy * intensityOf(pace);
    sums.memory += part.weight * pace.memory;
  }
  const { idle, most } = powerRangeOf(device.model);
  const isHot = incidentOf(device, 'hot') !== undefined;
  return {
    parts: stay.parts,
    utilization: sums.busy,
    engineActive: sums.busy * engineShare,
    smActive: sums.sm,
    tensorActive: sums.tensor,
    bandwidthActive: sums.bandwidth,
    memoryUsedBytes: Math.round(memoryBytes * Math.max(nothing.memory, sums.memory)),
    memoryReservedBytes: Math.round(memoryBytes * reservedShare),
    powerWatts: idle + (most - idle) * sums.load,
    temperatureCelsius: isHot ? 86 + sums.busy * 5 : 30 + sums.load * 42,
    isThrottled: isHot && sums.busy > 0,
    health: healthOf(device, ms),
    slices: slicing === null ? [] : slicesAt(device, stay, ms),
  };
}

/** The holders of a stay with their paces, drawn once. */
export function pacedPartsOf(device: GpuDevice, { parts }: Pick<GpuStay, 'parts'>): PacedPart[] {
  const known = paces.get(device) ?? new Map<string, Pace>();
  paces.set(device, known);
  return parts.map((part) => {
    const name = `${part.work}/${part.key}`;
    const pace = known.get(name) ?? paceOf(device.seed, device.key, part);
    if (known.size > mostPacesKept) known.clear();
    known.set(name, pace);
    return { part, pace };
  });
}

const paces = new WeakMap<GpuDevice, Map<string, Pace>>();
const mostPacesKept = 2000;

/** The share of the device's full power range that being busy at a pace takes. */
export function intensityOf({ tensor, bandwidth }: Pace): number {
  return Math.min(0.95, 0.35 + 0.7 * tensor + 0.3 * bandwidth);
}

/** What part of its pace a device keeps up: less than 1 when it is too hot for more. */
export function paceShareOf(device: GpuDevice): number {
  return incidentOf(device, 'hot') === undefined ? 1 : slowedShare;
}

/** Whether the device has fallen off the bus. */
export function isLostAt(device: GpuDevice, ms: number): boolean {
  const lost = incidentOf(device, 'lost');
  return lost !== undefined && ms >= lost.sinceMs;
}

function healthOf(device: GpuDevice, ms: number): GpuHealth {
  if (isLostAt(device, ms)) return 'failed';
  return (incidentOf(device, 'ecc') ?? incidentOf(device, 'hot')) ? 'degraded' : 'ok';
}

function slicesAt(device: GpuDevice, stay: GpuStay, ms: number): GpuSliceState[] {
  const { slicing } = device;
  if (slicing === null) return [];
  const paced = pacedPartsOf(device, stay);
  return Array.from({ length: slicing.count }, (_, slice) => {
    const held = paced.find(({ part }) => part.slice === slice);
    const pace = held?.pace ?? nothing;
    const busy = busyAt(pace, ms);
    return {
      slice,
      part: held?.part ?? null,
      engineActive: busy * engineShare,
      smActive: busy * pace.sm,
      tensorActive: busy * pace.tensor,
      bandwidthActive: busy * pace.bandwidth,
      memoryUsedBytes: Math.round(slicing.memoryBytes * pace.memory),
    };
  });
}
