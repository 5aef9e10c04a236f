import { drawsOf } from '../../draws';
import type { Team } from '../../tags';
import { type ProjectName, regionOf } from '../geography';
import { type MachineTypeName, machineTypes } from '../machine-types';
import { computeName } from '../native-names';
import type { Disk, GuestAccelerator, Instance } from '../records/compute';
import { groundOf } from './grounds';
import { place } from './plan';

export interface MachineRequest {
  seed: string;
  project: ProjectName;
  zone: string;
  name: string;
  machineType: MachineTypeName;
  team: Team;
  createdAt?: Date;
  status?: Instance['status'];
  /** Devices put into it beside those of its type. */
  accelerators?: GuestAccelerator[];
  /** Sizes of disks beside the boot disk, in GB. */
  extraDisksGb?: number[];
  nodePool?: Instance['nodePool'];
  spot?: boolean;
  publicly?: boolean;
}

export interface Machine {
  instance: Instance;
  disks: Disk[];
}

/** A machine and its disks, each naming the other. */
export function buildMachine(request: MachineRequest): Machine {
  const { seed, project, zone, name, machineType, team, createdAt, status = 'RUNNING', nodePool = null } = request;
  const region = regionOf(zone);
  const fullName = computeName(project, zone, 'instances', name);
  const draws = drawsOf(seed, 'google-cloud', 'machine', fullName, createdAt?.getTime() ?? 0);
  const ground = groundOf(project, region);
  const labels: Record<string, string> =
    nodePool === null
      ? {}
      : {
          'goog-gke-node': '',
          'goog-k8s-cluster-name': nodePool.cluster,
          'goog-k8s-cluster-location': nodePool.clusterLocation,
          'goog-k8s-node-pool-name': nodePool.pool,
        };
  const placed = place({ seed, fullName, project, location: zone, name, team, labels, createdAt });
  const isPulsing = status === 'RUNNING' || status === 'REPAIRING' || status === 'STOPPING';
  const disks = buildDisks(request, fullName, placed.createdAt);
  return {
    disks,
    instance: {
      kind: 'instance',
      ...placed,
      machineType,
      status,
      accelerators: [...machineTypes[machineType].accelerators, ...(request.accelerators ?? [])],
      disks: disks.map((disk) => ({
        fullName: disk.fullName,
        name: disk.name,
        sizeGb: disk.sizeGb,
        type: disk.type,
      })),
      network: ground.network,
      subnetwork: ground.subnetwork,
      address: `${ground.prefix}.${draws.integer(1, 120)}.${draws.integer(2, 253)}`,
      publicAddress: request.publicly && isPulsing ? `203.0.113.${draws.integer(1, 254)}` : null,
      networkTags: nodePool === null ? ['internal'] : [`gke-${nodePool.cluster}-node`],
      spot: request.spot ?? false,
      nodePool,
      stoppedAt: null,
    },
  };
}

function buildDisks(request: MachineRequest, instance: string, createdAt: Date): Disk[] {
  const { seed, project, zone, name, machineType, team, extraDisksGb = [] } = request;
  const bootGb = machineTypes[machineType].accelerators.length > 0 ? 500 : 100;
  return [bootGb, ...extraDisksGb].map((sizeGb, index) => {
    const diskName = index === 0 ? name : `${name}-scratch-${index}`;
    const fullName = computeName(project, zone, 'disks', diskName);
    return {
      kind: 'disk',
      ...place({ seed, fullName, project, location: zone, name: diskName, team, createdAt }),
      type: index === 0 ? 'pd-balanced' : sizeGb >= 2000 ? 'hyperdisk-balanced' : 'pd-ssd',
      sizeGb,
      status: 'READY',
      users: [instance],
      detachedAt: null,
    };
  });
}
