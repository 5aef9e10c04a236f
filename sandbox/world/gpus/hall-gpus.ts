import { epoch } from '../aws/plan/plan';
import type { HallMachine } from '../hall/hall';
import { planHall } from '../hall/hall';
import { planClusterTenancies } from '../kubernetes/cluster-gpus';
import { createHallCluster } from '../kubernetes/hall-cluster';
import { hotDevice, lostDevice, silentMachines } from '../prometheus/incidents';
import { planSlurmTenancies } from '../slurm/slurm-gpus';
import type { GpuDevice, GpuIncident, GpuTenancy } from './device';
import { mergeTenancies } from './merge-tenancies';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const bytesPerMiB = 1024 ** 2;

/** A machine of the hall and its devices. */
export interface HallGpus {
  machine: HallMachine;
  devices: readonly GpuDevice[];
}

/** Every machine of the hall that has devices, in order of the plan. Pure: the seed and the scale decide. */
export function planHallGpus(seed: string, scale: number): HallGpus[] {
  const machines = planHall(seed, scale).filter(({ accelerators }) => accelerators.length > 0);
  const cluster = createHallCluster(seed, scale);
  const inCluster = planClusterTenancies(seed, cluster);
  const inSlurm = planSlurmTenancies(
    seed,
    scale,
    planHall(seed, scale).filter(({ scheduler }) => scheduler === 'slurm'),
  );
  const slicing = new Map(cluster.claims.map(({ node }) => [node.name, node.gpus]));
  return machines.map((machine) => {
    const { hostname, scheduler, accelerators } = machine;
    const tenancyOf = (index: number): GpuTenancy =>
      (scheduler === 'slurm' ? inSlurm.get(hostname)?.get(index) : inCluster.get(hostname)?.[index]) ??
      mergeTenancies([]);
    const slices = slicing.get(hostname)?.slices ?? null;
    return {
      machine,
      devices: accelerators.map(({ index, uuid, vendor, model, memoryMiB }): GpuDevice => {
        const isCut = slices !== null && index >= accelerators.length - slices.devices;
        return {
          seed,
          key: `hall/${hostname}/${index}`,
          machine: { nativeId: hostname, name: hostname },
          index,
          uuid,
          vendor,
          model,
          memoryBytes: memoryMiB * bytesPerMiB,
          slicing: isCut ? { profile: slices.profile, count: slices.perDevice, memoryBytes: slices.memoryBytes } : null,
          incidents: incidentsOf(hostname, index),
          tenancy: tenancyOf(index),
        };
      }),
    };
  });
}

/** What ails devices of the hall; the machines named are there at every scale. */
function incidentsOf(hostname: string, index: number): GpuIncident[] {
  const isAt = (host: string, place: number) => hostname === host && index === place;
  const incidents: GpuIncident[] = [];
  if (silentMachines.includes(hostname)) incidents.push({ kind: 'silent' });
  if (isAt(lostDevice.hostname, lostDevice.index))
    incidents.push({ kind: 'lost', xid: lostDevice.xid, sinceMs: epoch.getTime() });
  if (isAt(hotDevice.hostname, hotDevice.index)) incidents.push({ kind: 'hot' });
  if (isAt('dgx-s-0005', 2))
    incidents.push({ kind: 'xid', codes: [31, 13, 31, 94], everyMs: 7 * hourMs, phaseMs: 2 * hourMs });
  if (isAt('dgx-s-0006', 1)) incidents.push({ kind: 'ecc', correctedPerDay: 2400, uncorrectedPerDay: 0.5 });
  if (hostname === 'dgx-s-0008') incidents.push({ kind: 'frozen', sinceMs: epoch.getTime() + 20 * dayMs });
  if (isAt('dgx-s-0011', 4)) incidents.push({ kind: 'vanishing', everyMs: 6 * hourMs, awayMs: 2 * hourMs });
  if (hostname === 'dgx-k-0006') incidents.push({ kind: 'resetting', everyMs: 5 * hourMs });
  return incidents;
}
