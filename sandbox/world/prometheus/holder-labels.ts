import type { GpuDevice, GpuPart } from '../gpus/device';
import type { LabelStay } from './series';

/** Schedulers tell how things stand at these instants, and exporters ask them who has a device. */
const tickMs = 15_000;

/**
 * Under which labels the DCGM exporter tells of a device, or of one of its MIG slices: one set for each pod or job that
 * has it, an empty one while nobody does.
 */
export function holderLabels(device: GpuDevice, slice: number | null): (ms: number) => LabelStay {
  let latest: LabelStay | null = null;
  return (ms) => {
    if (latest && ms >= latest.fromMs && ms < latest.untilMs) return latest;
    const { fromMs, untilMs, parts } = device.tenancy(Math.floor(ms / tickMs) * tickMs);
    const own = parts.filter((part) => part.slice === slice);
    const sets = own.map((part, place) => labelsOf(part, own.length > 1 ? place : null));
    latest = { fromMs: nextTick(fromMs), untilMs: nextTick(untilMs), sets: sets.length === 0 ? [{}] : sets };
    return latest;
  };
}

function nextTick(ms: number): number {
  return Math.ceil(ms / tickMs) * tickMs;
}

/** The Kubernetes mapping names the pod and, where several share a device in time, its replica; the HPC mapping the job. */
function labelsOf({ holder }: GpuPart, replica: number | null): Record<string, string> {
  const { kind, name, namespace, container } = holder;
  if (kind !== 'pod' || namespace === null || container === null) return { hpc_job: name };
  return { container, namespace, pod: name, ...(replica !== null && { vgpu: String(replica) }) };
}
