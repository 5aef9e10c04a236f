import type { FleetDevice, GpuAllocation, GpuHolder } from '@/lib/domain/gpu/fleet';
import type { GpuResource } from '@/lib/domain/gpu/gpu-resource';
import { type DeviceHealth, judgeDevice } from '../health/judge-device';
import { findIdle, type Idleness } from '../idle/find-idle';
import type { Steps } from '../steps';
import type { AssembledNode } from './assemble-fleet';
import type { FiledTrend, TrendsOfHosts } from './file-trends';
import { toHostKey } from './fleet-machine';
import { WorkStarts } from './work-starts';

/** What the course of a device's measurements says of it. */
export interface DeviceJudgement {
  health: DeviceHealth;
  /** With whom it was judged to have then. Null: it is not held, or not idle, or nobody can say. */
  idleness: (Idleness & { holders: readonly GpuHolder[] }) | null;
}

/** Judgements by the machine's resource, in order of its slots. Undefined: the device was not judged yet. */
export type FleetJudgements = ReadonlyMap<string, readonly (DeviceJudgement | undefined)[]>;

/** Judgements of each host's devices, by `toHostKey` and in order of their places. */
export type HostJudgements = ReadonlyMap<string, readonly DeviceJudgement[]>;

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
): Steps<HostJudgements> {
  const isTorn = gaps.length > 0;
  const starts = new WorkStarts(resources);
  const judgements = new Map<string, DeviceJudgement[]>();
  for (const { node, machine } of nodes) {
    yield;
    for (const host of machine.hosts) {
      const ofHost = trends.get(host);
      const devices = node.devices.slice(host.firstSlot, host.firstSlot + host.size);
      const judged = devices.map((device, place) => {
        const own = ofHost?.[place] ?? [];
        return {
          health: judgeDevice({ device, node, trends: own, isTorn }, now),
          idleness: toIdleness(device, own, starts.heldSince(device, node), now),
        };
      });
      judgements.set(toHostKey(host), judged);
    }
  }
  return judgements;
}

/**
 * The judgements of a fleet that was put together since: of its slots, and without idleness of devices that others have by
 * now, since it is not theirs. What came since, or has other hosts, was not judged yet.
 */
export function toJudgements(judged: HostJudgements, nodes: readonly AssembledNode[]): FleetJudgements {
  return new Map(
    nodes.map(({ node, machine }) => {
      const ofSlots = machine.hosts.flatMap((host) => {
        const ofHost = judged.get(toHostKey(host));
        return Array.from({ length: host.size }, (_, place) => ofHost?.[place]);
      });
      return [node.id, ofSlots.map((one, slot) => one && keepOwn(one, node.devices[slot]?.allocation))];
    }),
  );
}

function keepOwn(judgement: DeviceJudgement, allocation: GpuAllocation | undefined): DeviceJudgement {
  const { idleness } = judgement;
  if (idleness === null || isHeldBy(allocation, idleness.holders)) return judgement;
  return { ...judgement, idleness: null };
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
