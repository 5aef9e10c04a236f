import type { GpuPart, GpuSlicing } from './device';
import { type GpuCounters, gpuCountersAt } from './gpu-counters';
import { type GpuEvent, gpuEventsUpTo } from './gpu-events';
import { type GpuReading, gpuReadingAt } from './gpu-reading';
import { type GpuState, gpuAt, isLostAt } from './gpu-state';
import { idleSince } from './idle-since';
import type { OwningFace, PlacedGpu } from './placed-gpus';

/** A device that does less than this counts as doing nothing. */
export const activeFrom = 0.05;
const eventsTold = 5;

/** What is true of one accelerator at an instant. Shares are from 0 to 1. */
export interface GpuTruthDevice extends Omit<GpuState, 'parts' | 'slices'> {
  face: OwningFace;
  measuredBy: readonly string[];
  isListed: boolean;
  machine: { nativeId: string; name: string };
  index: number;
  uuid: string | null;
  vendor: 'nvidia' | 'amd' | 'google';
  model: string;
  memoryBytes: number;
  slicing: GpuSlicing | null;
  account: string;
  region: string;
  zone: string | null;
  site: string | null;
  cluster: string | null;
  /** What its source tells of it, if any does: `live`, `frozen`, `blank`, `absent`, `silent`. */
  reading: GpuReading['kind'];
  /** Who holds it or parts of it; empty: nobody. */
  allocatedTo: readonly GpuPart[];
  /** Whether its engine is busy at least a twentieth of the time. */
  isActive: boolean;
  /** Since when whoever holds it has done nothing with it; null while nobody holds it, or somebody works. */
  idleSince: Date | null;
  counters: GpuCounters;
  /** What the driver reported, newest first. */
  events: readonly GpuEvent[];
}

export interface GpuTruth {
  at: Date;
  devices: GpuTruthDevice[];
}

/** What is true of each of some devices at an instant. */
export function readGpuTruth(gpus: readonly PlacedGpu[], at: Date): GpuTruth {
  return { at, devices: gpus.map((gpu) => toTruth(gpu, at.getTime())) };
}

function toTruth({ device, startedAt, ...place }: PlacedGpu, ms: number): GpuTruthDevice {
  const { machine, index, uuid, vendor, model, memoryBytes, slicing } = device;
  const { parts, slices: _, ...state } = gpuAt(device, ms);
  return {
    ...place,
    machine,
    index,
    uuid,
    vendor,
    model,
    memoryBytes,
    slicing,
    reading: gpuReadingAt(device, ms).kind,
    allocatedTo: parts,
    ...state,
    isActive: state.engineActive >= activeFrom,
    idleSince: isLostAt(device, ms) ? null : later(idleSince(device, ms), startedAt ?? null),
    counters: gpuCountersAt(device, ms),
    events: gpuEventsUpTo(device, ms, eventsTold),
  };
}

/** Since when a device of a machine that was started does nothing: not from before it ran. */
function later(since: Date | null, startedAt: Date | null): Date | null {
  return since !== null && startedAt !== null && startedAt > since ? startedAt : since;
}
