import type { GpuDevice, GpuPart } from '../gpus/device';
import { tickAt, tickMs, tickShowing } from '../tick';
import type { LabelStay } from './series';

/**
 * Under which labels the DCGM exporter tells of a device, or of one of its MIG slices: one set for each pod or job that
 * has it, an empty one while nobody does. Exporters ask the scheduler, which tells how things stand at a tick.
 */
export function holderLabels(device: GpuDevice, slice: number | null): (ms: number) => LabelStay {
  let latest: LabelStay | null = null;
  return (ms) => {
    if (latest && ms >= latest.fromMs && ms < latest.untilMs) return latest;
    const { fromMs, untilMs, parts } = device.tenancy(tickAt(ms) * tickMs);
    const own = parts.filter((part) => part.slice === slice);
    const sets = own.map((part, place) => labelsOf(part, own.length > 1 ? place : null));
    latest = {
      fromMs: tickShowing(fromMs) * tickMs,
      untilMs: tickShowing(untilMs) * tickMs,
      sets: sets.length === 0 ? [{}] : sets,
    };
    return latest;
  };
}

/** The Kubernetes mapping names the pod and, where several share a device in time, its replica; the HPC mapping the job. */
function labelsOf({ holder }: GpuPart, replica: number | null): Record<string, string> {
  const { kind, name, namespace, container } = holder;
  if (kind !== 'pod' || namespace === null || container === null) return { hpc_job: name };
  return { container, namespace, pod: name, ...(replica !== null && { vgpu: String(replica) }) };
}
