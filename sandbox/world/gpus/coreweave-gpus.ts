import { planClusterTenancies } from '../kubernetes/cluster-gpus';
import { coreWeaveClusterName, planRacks } from '../kubernetes/coreweave-cluster';
import type { ClusterNode } from '../kubernetes/plan/cluster-node';
import type { ClusterWorld } from '../kubernetes/world';
import type { GpuDevice, GpuIncident } from './device';
import { drawGpuUuid } from './draw-uuid';
import { mergeTenancies } from './merge-tenancies';

const hourMs = 3_600_000;

/** A compute tray and its devices. */
export interface TrayGpus {
  tray: ClusterNode;
  devices: readonly GpuDevice[];
}

/** Every tray of CoreWeave's racks, in order of rack and slot. Pure: the seed and the scale decide. */
export function planTrayGpus(seed: string, scale: number, cluster: ClusterWorld): TrayGpus[] {
  const tenancies = planClusterTenancies(seed, cluster);
  return planRacks(seed, scale).flatMap((trays, rack) =>
    trays.map((tray, slot) => {
      const { gpus, name } = tray;
      const devices = Array.from(
        { length: gpus?.count ?? 0 },
        (_, index): GpuDevice => ({
          seed,
          key: `coreweave/${name}/${index}`,
          machine: { nativeId: `${coreWeaveClusterName}/nodes/${name}`, name },
          index,
          uuid: drawGpuUuid(seed, 'coreweave-device', name, index),
          vendor: 'nvidia',
          model: gpus?.model ?? '',
          memoryBytes: gpus?.memoryBytes ?? 0,
          slicing: null,
          incidents: incidentsOf(tray, rack, slot, index),
          tenancy: tenancies.get(name)?.[index] ?? mergeTenancies([]),
        }),
      );
      return { tray, devices };
    }),
  );
}

/** What ails devices of the first rack. */
function incidentsOf({ health }: ClusterNode, rack: number, slot: number, index: number): GpuIncident[] {
  if (health === 'not-ready') return [{ kind: 'silent' }];
  if (rack !== 0) return [];
  if (slot === 2 && index === 1) return [{ kind: 'xid', codes: [63, 63, 64], everyMs: 11 * hourMs, phaseMs: hourMs }];
  if (slot === 5 && index === 0) return [{ kind: 'hot' }];
  return [];
}
