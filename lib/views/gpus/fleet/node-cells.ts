import { toBusy, toBusyBy } from '@/lib/analytics/gpus/busy';
import type { AssembledNode } from '@/lib/analytics/gpus/fleet/assemble-fleet';
import { toHealth, toUse } from '@/lib/analytics/gpus/fleet/device-use';
import type { DeviceJudgement, FleetJudgements } from '@/lib/analytics/gpus/fleet/judge-fleet';
import { type BusyMetric, busyMetrics, type GpuHealth, type GpuUse } from '@/lib/api/contracts/gpu-keys';
import { type MeasuredBy, toMeasuredBy } from './measured-by';

/** How one device shows in the fleet. */
export interface DeviceCell {
  health: GpuHealth;
  use: GpuUse;
  /** From 0 to 1 by the best metric there is; null: nobody measured it lately. */
  busy: number | null;
  /** From 0 to 1 by each metric that was measured lately. */
  shares: Partial<Record<BusyMetric, number>>;
  idleness: DeviceJudgement['idleness'];
}

/** A node of the fleet with how its devices show, in order of slots. */
export interface NodeCells extends AssembledNode {
  cells: readonly DeviceCell[];
  /** What measures how busy its devices are. */
  definitions: MeasuredBy;
}

const kept = new WeakMap<AssembledNode, NodeCells>();

/** How the devices of a node show. It is worked out once for each node of a fleet that was put together. */
export function toNodeCells(assembled: AssembledNode, judgements: FleetJudgements): NodeCells {
  const known = kept.get(assembled);
  if (known !== undefined) return known;
  const judged = judgements.get(assembled.node.id);
  const cells = assembled.node.devices.map((device): DeviceCell => {
    const judgement = judged?.[device.slot];
    const shares: DeviceCell['shares'] = {};
    for (const metric of busyMetrics) {
      const share = toBusyBy(device, metric);
      if (share !== null) shares[metric] = share.value;
    }
    const busy = toBusy(device);
    const use = toUse(device, judgement, busy);
    return {
      health: toHealth(assembled, device, judgement),
      use,
      busy: busy?.value ?? null,
      shares,
      idleness: use === 'idle' ? (judgement?.idleness ?? null) : null,
    };
  });
  const made = { ...assembled, cells, definitions: toMeasuredBy(assembled.node.devices) };
  kept.set(assembled, made);
  return made;
}
