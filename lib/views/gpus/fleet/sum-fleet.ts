import { activeFrom } from '@/lib/analytics/gpus/busy';
import { gpuHealths } from '@/lib/api/contracts/gpu-keys';
import type { GpuFleet } from '@/lib/api/contracts/gpus';
import type { MatchedNode } from './match-fleet';
import { type MeasuredBy, mergeMeasuredBy, toMeasuredBy } from './measured-by';

/** A number of devices: what is known, and how many are of no known answer. */
interface Known {
  value: number;
  unknown: number;
}

/** The devices that match, in figures. */
export interface FleetSum {
  total: Known;
  allocated: Known;
  active: Known;
  effective: Known;
  idle: { memoryHeld: Known; empty: Known };
  health: GpuFleet['health'];
  definitions: GpuFleet['definitions'];
}

/** Adds up the devices that match. Those of machines whose inventory is past its time are unknown in every figure but activity. */
export function sumFleet(nodes: readonly MatchedNode[]): FleetSum {
  const none = (): Known => ({ value: 0, unknown: 0 });
  const [total, allocated, active, effective] = [none(), none(), none(), none()];
  const idle = { memoryHeld: none(), empty: none() };
  const health = Object.fromEntries(gpuHealths.map((key) => [key, 0])) as GpuFleet['health'];
  const measured: MeasuredBy[] = [];
  for (const { node, cells, slots, isExpired, definitions } of nodes) {
    const isWhole = slots.length === cells.length;
    measured.push(isWhole ? definitions : toMeasuredBy(slots.flatMap((slot) => node.devices[slot] ?? [])));
    if (isExpired) total.unknown += slots.length;
    else total.value += slots.length;
    // Of a whole node it may be known how many are given out, where it is not known which.
    if (isWhole && node.held !== null && !isExpired) allocated.value += node.held;
    for (const slot of slots) {
      const [cell, device] = [cells[slot], node.devices[slot]];
      if (cell === undefined || device === undefined) continue;
      health[cell.health] += 1;
      if (isExpired) allocated.unknown += 1;
      else if (!isWhole || node.held === null) {
        if (device.allocation.state === 'held') allocated.value += 1;
        else if (device.allocation.state !== 'free') allocated.unknown += 1;
      }
      if (cell.busy === null) active.unknown += 1;
      else if (cell.busy >= activeFrom) {
        active.value += 1;
        const tensor = cell.shares['gpu.tensor.active'];
        if (tensor === undefined) effective.unknown += 1;
        else effective.value += tensor;
      }
      if (cell.use === 'unknown' || (cell.use === 'idle' && cell.idleness?.kind == null)) {
        idle.memoryHeld.unknown += 1;
        idle.empty.unknown += 1;
      } else if (cell.use === 'idle') idle[cell.idleness?.kind === 'empty' ? 'empty' : 'memoryHeld'].value += 1;
    }
  }
  effective.unknown += active.unknown;
  return { total, allocated, active, effective, idle, health, definitions: mergeMeasuredBy(measured) };
}
