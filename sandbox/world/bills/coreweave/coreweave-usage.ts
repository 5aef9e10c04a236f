import { hourMs } from '../../aws/plan/plan';
import { drawsOf } from '../../draws';
import { apiResources } from '../../kubernetes/api-resources';
import { createCoreWeaveCluster, planRacks } from '../../kubernetes/coreweave-cluster';
import type { ClusterNode } from '../../kubernetes/plan/cluster-node';

/** Usage is told from this instant on, and an hour of it this long after it ended. */
export const usageFrom = new Date('2026-01-01T00:00:00Z');
const lagMs = 3 * hourMs;

export type CapacityPlan = 'Reserved' | 'On-Demand';

/** How much of one SKU an hour used under one plan. Quantities are whole. */
export interface HourlyUsage {
  family: 'GPU Compute' | 'CPU Compute' | 'Storage' | 'Network';
  serviceCategory: string;
  serviceName: string;
  sku: string;
  unit: 'GPU-hours' | 'instance-hours' | 'GiB-hours' | 'IP-hours';
  plan: CapacityPlan;
  quantity: number;
}

const compute = { serviceCategory: 'Compute', serviceName: 'CoreWeave Kubernetes Service' } as const;
const publicAddresses = 6;

/** What was used by the hour, without money: CoreWeave tells none. Pure in seed, scale and hour. */
export function createCoreWeaveUsage(seed: string, scale: number): (hour: Date) => HourlyUsage[] {
  const isExcluded = createExclusions(seed);
  let ground: ReturnType<typeof survey> | null = null;
  return (hour) => {
    ground ??= survey(seed, scale);
    const ms = hour.getTime();
    const { racks, plainNodes, volumes } = ground;
    const gpus = (rack: number) =>
      (racks[rack] ?? [])
        .filter((tray) => tray.createdMs <= ms && !isExcluded(tray, hour))
        .reduce((count, tray) => count + (tray.gpus?.count ?? 0), 0);
    const gpuHours = (plan: CapacityPlan): HourlyUsage => ({
      ...compute,
      family: 'GPU Compute',
      sku: 'gb200-4x',
      unit: 'GPU-hours',
      plan,
      quantity: racks.reduce((count, _, rack) => count + (planOf(rack) === plan ? gpus(rack) : 0), 0),
    });
    const used: HourlyUsage[] = [
      gpuHours('Reserved'),
      gpuHours('On-Demand'),
      {
        ...compute,
        family: 'CPU Compute',
        sku: plainNodes.size,
        unit: 'instance-hours',
        plan: 'On-Demand',
        quantity: plainNodes.createdMs.filter((createdMs) => createdMs <= ms).length,
      },
      {
        family: 'Storage',
        serviceCategory: 'Storage',
        serviceName: 'Distributed File Storage',
        sku: 'distributed-file-storage',
        unit: 'GiB-hours',
        plan: 'On-Demand',
        quantity: volumes.reduce((gib, volume) => gib + (volume.createdMs <= ms ? volume.gib : 0), 0),
      },
      {
        family: 'Network',
        serviceCategory: 'Networking',
        serviceName: 'Public IP',
        sku: 'public-ip',
        unit: 'IP-hours',
        plan: 'On-Demand',
        quantity: publicAddresses,
      },
    ];
    return used.filter(({ quantity }) => quantity > 0);
  };
}

/** The end of the last hour that is told of at an instant. */
export function usageKnownTo(now: Date): Date {
  return new Date(Math.floor((now.getTime() - lagMs) / hourMs) * hourMs);
}

/** Every other rack is reserved. */
function planOf(rack: number): CapacityPlan {
  return rack % 2 === 0 ? 'Reserved' : 'On-Demand';
}

function survey(seed: string, scale: number) {
  const snapshot = createCoreWeaveCluster(seed, scale).at(usageFrom);
  const nodes = snapshot.list(apiResources.nodes).filter(({ labels }) => labels['nvidia.com/gpu.present'] !== 'true');
  return {
    racks: planRacks(seed, scale),
    plainNodes: {
      size: nodes[0]?.labels['node.kubernetes.io/instance-type'] ?? '',
      createdMs: nodes.map(({ createdMs }) => createdMs),
    },
    volumes: snapshot.list(apiResources.persistentVolumes).map((volume) => ({
      createdMs: volume.createdMs,
      gib: gibOf(volume.document().spec),
    })),
  };
}

function gibOf(spec: unknown): number {
  const text = JSON.stringify(spec);
  const gib = /"storage":"(\d+)Gi"/.exec(text)?.[1];
  if (gib === undefined) throw new RangeError(`A volume tells no size: ${text}.`);
  return Number(gib);
}

/**
 * Whether a tray is not charged at an hour: never while it is not ready, nor for the few hours of a month in which it is
 * serviced. Those are remembered, since a page of usage asks for thousands of hours.
 */
function createExclusions(seed: string): (tray: ClusterNode, hour: Date) => boolean {
  const serviced = new Map<string, { fromMs: number; toMs: number }>();
  return ({ name, health }, hour) => {
    if (health === 'not-ready') return true;
    const key = `${name} ${hour.getUTCFullYear()} ${hour.getUTCMonth()}`;
    let known = serviced.get(key);
    if (known === undefined) {
      const draws = drawsOf(seed, 'serviced', key);
      const day = draws.integer(1, 28);
      const fromMs = Date.UTC(hour.getUTCFullYear(), hour.getUTCMonth(), day, draws.integer(0, 20));
      known = { fromMs, toMs: fromMs + draws.integer(1, 6) * hourMs };
      serviced.set(key, known);
    }
    return hour.getTime() >= known.fromMs && hour.getTime() < known.toMs;
  };
}
