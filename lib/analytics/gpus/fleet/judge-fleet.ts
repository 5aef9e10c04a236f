import type { FleetDevice, GpuAllocation, GpuHolder } from '@/lib/domain/gpu/fleet';
import type { GpuResource } from '@/lib/domain/gpu/gpu-resource';
import { type DeviceHealth, judgeDevice } from '../health/judge-device';
import { findIdle, type Idleness } from '../idle/find-idle';
import type { Steps } from '../steps';
import type { AssembledNode } from './assemble-fleet';
import type { FiledTrend, TrendsOfHosts } from './file-trends';
import { WorkStarts } from './work-starts';

/** What the course of a device's measurements says of it. */
export interface DeviceJudgement {
  health: DeviceHealth;
  /** With whom it was judged to have then. Null: it is not held, or not idle, or nobody can say. */
  idleness: (Idleness & { holders: readonly GpuHolder[] }) | null;
}

/** Judgements by the machine's resource, in order of slots. */
export type FleetJudgements = ReadonlyMap<string, readonly DeviceJudgement[]>;

/** What was measured over the last hour. */
export interface FleetTrends {
  trends: TrendsOfHosts;
  /** Why the metric store may have more than it told, a sentence each. No device is healthy while there are any. */
  gaps: readonly string[];
}

/** Judges every device by its newest samples and by what was measured of it over the last hour. */
export function* judgeFleet(
  nodes: readonly AssembledNode[],
  { trends, gaps }: FleetTrends,
  resources: ReadonlyMap<string, GpuResource>,
  now: Date,
): Steps<FleetJudgements> {
  const isTorn = gaps.length > 0;
  const starts = new WorkStarts(resources);
  const judgements = new Map<string, DeviceJudgement[]>();
  for (const { node, machine } of nodes) {
    yield;
    const ofSlots = machine.hosts.flatMap((host) => {
      const ofHost = trends.get(host);
      return Array.from({ length: host.size }, (_, place) => ofHost?.[place] ?? []);
    });
    const judged = node.devices.map((device) => {
      const own = ofSlots[device.slot] ?? [];
      return {
        health: judgeDevice({ device, node, trends: own, isTorn }, now),
        idleness: toIdleness(device, own, starts.heldSince(device, node), now),
      };
    });
    judgements.set(node.id, judged);
  }
  return judgements;
}

/** The same judgements, without idleness of devices that others have by now: it is not theirs. */
export function keepIdleness(judgements: FleetJudgements, nodes: readonly AssembledNode[]): FleetJudgements {
  const kept = new Map(judgements);
  for (const { node } of nodes) {
    const judged = judgements.get(node.id);
    const isTheirs = ({ idleness }: DeviceJudgement, slot: number) =>
      idleness === null || isHeldBy(node.devices[slot]?.allocation, idleness.holders);
    if (judged === undefined || judged.every(isTheirs)) continue;
    kept.set(
      node.id,
      judged.map((one, slot) => (isTheirs(one, slot) ? one : { ...one, idleness: null })),
    );
  }
  return kept;
}

function isHeldBy(allocation: GpuAllocation | undefined, holders: readonly GpuHolder[]): boolean {
  if (allocation?.state !== 'held' || allocation.holders.length !== holders.length) return false;
  const keys = new Set(holders.map(toKey));
  return allocation.holders.every((holder) => keys.has(toKey(holder)));
}

function toKey({ kind, namespace, name, resourceId }: GpuHolder): string {
  return [kind, namespace, name, resourceId].join('\n');
}

function toIdleness(
  device: FleetDevice,
  trends: readonly FiledTrend[],
  heldSince: Date | null,
  now: Date,
): DeviceJudgement['idleness'] {
  const { allocation } = device;
  if (allocation.state !== 'held') return null;
  const [idleness = null] = findIdle([{ device, trends, heldSince }], now);
  return idleness && { ...idleness, holders: allocation.holders };
}
