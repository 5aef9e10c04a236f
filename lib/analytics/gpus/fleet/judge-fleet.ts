import type { FleetDevice } from '@/lib/domain/gpu/fleet';
import type { GpuResource } from '@/lib/domain/gpu/gpu-resource';
import { type DeviceHealth, judgeDevice } from '../health/judge-device';
import { findIdle, type Idleness } from '../idle/find-idle';
import type { AssembledNode } from './assemble-fleet';
import type { TrendsOfHosts } from './file-trends';

/** What the course of a device's measurements says of it. */
export interface DeviceJudgement {
  health: DeviceHealth;
  /** Null: it is not held, or not idle, or nobody can say. */
  idleness: Idleness | null;
}

/** Judgements by the machine's resource, in order of slots. */
export type FleetJudgements = ReadonlyMap<string, readonly DeviceJudgement[]>;

/** Judges every device by its newest samples and by what was measured of it over the last hour. */
export function judgeFleet(
  nodes: readonly AssembledNode[],
  trends: TrendsOfHosts,
  resources: ReadonlyMap<string, GpuResource>,
  now: Date,
): FleetJudgements {
  return new Map(
    nodes.map(({ node, machine }) => {
      const ofSlots = machine.hosts.flatMap((host) => {
        const ofHost = trends.get(host);
        return Array.from({ length: host.size }, (_, place) => ofHost?.[place] ?? []);
      });
      const judgements = node.devices.map((device) => {
        const own = ofSlots[device.slot] ?? [];
        const held = device.allocation.state === 'held';
        const [idleness = null] = held
          ? findIdle([{ device, trends: own, heldSince: toHeldSince(device, resources) }], now)
          : [];
        return { health: judgeDevice({ device, node, trends: own }, now), idleness };
      });
      return [node.id, judgements];
    }),
  );
}

/** Since when the last to come of those who hold a device has it; null: not told. */
function toHeldSince({ allocation }: FleetDevice, resources: ReadonlyMap<string, GpuResource>): Date | null {
  if (allocation.state !== 'held') return null;
  const starts = allocation.holders.flatMap(({ resourceId }) => {
    const startedAt = resourceId === null ? null : (resources.get(resourceId)?.workload?.startedAt ?? null);
    return startedAt === null ? [] : [startedAt.getTime()];
  });
  return starts.length === 0 ? null : new Date(Math.max(...starts));
}
