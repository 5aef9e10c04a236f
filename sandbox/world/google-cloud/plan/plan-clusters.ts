import { drawsOf } from '../../draws';
import { machinesAt, thingsAt } from '../../growth';
import { regionZones } from '../geography';
import { machineTypes } from '../machine-types';
import { cycle } from '../movement/cycle';
import { remember } from '../movement/remember';
import { clusterName } from '../native-names';
import type { Instance } from '../records/compute';
import type { Cluster, NodePool } from '../records/platform';
import { buildMachine, type Machine, type MachineRequest } from './build-machine';
import { type ClusterPlan, clusterPlans, type Fleet } from './cluster-fleets';
import { groundOf } from './grounds';
import { type PlanContext, place } from './plan';

/** Clusters, their node pools and the machines of each. */
export function planClusters(context: PlanContext): void {
  for (const plan of clusterPlans) planCluster(context, plan);
}

function planCluster(context: PlanContext, plan: ClusterPlan): void {
  const { seed, standing } = context;
  const { project, region, name, version, team } = plan;
  const fullName = clusterName(project, region, name);
  const draws = drawsOf(seed, 'google-cloud', 'cluster', name);
  const ground = groundOf(project, region);
  const pools = plan.fleets.map((fleet) => planPool(context, plan, fleet));
  const cluster: Cluster = {
    kind: 'cluster',
    ...place({ seed, fullName, project, location: region, name, team }),
    status: 'RUNNING',
    version,
    uid: draws.hex(64),
    network: ground.network,
    subnetwork: ground.subnetwork,
    endpoint: `203.0.113.${draws.integer(1, 254)}`,
    zones: regionZones[region].map((letter) => `${region}-${letter}`),
    nodeCount: pools.reduce((sum, { nodeCount }) => sum + nodeCount, 0),
    pools,
  };
  standing.push(cluster, ...pools);
}

function planPool(context: PlanContext, plan: ClusterPlan, fleet: Fleet): NodePool {
  const { seed, scale, standing } = context;
  const { project, region, name: cluster } = plan;
  const zones = (fleet.zone === undefined ? [...regionZones[region]] : [fleet.zone]).map(
    (letter) => `${region}-${letter}`,
  );
  // A pool over several zones has as many nodes in each.
  const wanted = fleet.accelerated ? machinesAt(fleet.count, scale) : thingsAt(fleet.count, scale);
  const nodeCount = Math.ceil(wanted / zones.length) * zones.length;
  const hash = drawsOf(seed, 'google-cloud', 'pool', cluster, fleet.name).hex(8);
  const request = (index: number): Omit<MachineRequest, 'createdAt' | 'status'> => ({
    seed,
    project,
    zone: zones[index % zones.length] ?? `${region}-a`,
    name: `gke-${cluster}-${fleet.name}-${hash}-${suffixOf(seed, cluster, fleet.name, index)}`,
    machineType: fleet.machineType,
    team: plan.team,
    nodePool: { cluster, clusterLocation: region, pool: fleet.name },
    extraDisksGb: fleet.extraDisksGb ?? [],
    spot: fleet.spot ?? false,
  });
  for (let index = 0; index < nodeCount; index++) {
    const { instance, disks } = buildMachine(request(index));
    standing.push(instance, ...disks);
  }
  const elastic = thingsAt(fleet.elastic ?? 0, scale);
  for (let index = 0; index < elastic; index++) planElasticNode(context, request, nodeCount + index);
  const fullName = `${clusterName(project, region, cluster)}/nodePools/${fleet.name}`;
  return {
    kind: 'node-pool',
    ...place({ seed, fullName, project, location: region, name: fleet.name }),
    status: 'RUNNING',
    statusMessage: null,
    cluster,
    clusterLocation: region,
    version: plan.version,
    machineType: fleet.machineType,
    accelerators: machineTypes[fleet.machineType].accelerators,
    zones,
    nodeCount,
    mostNodes: elastic === 0 ? null : nodeCount + elastic,
    spot: fleet.spot ?? false,
  };
}

function planElasticNode(
  { seed, movers }: PlanContext,
  request: (index: number) => Omit<MachineRequest, 'createdAt' | 'status'>,
  index: number,
): void {
  const base = request(index);
  const round = cycle(drawsOf(seed, 'google-cloud', 'elastic', base.name), { hours: [2, 14], share: [0.35, 0.8] });
  const machineOf = remember<Machine>(2);
  movers.push((now, add) => {
    const { ageMs, lifetimeMs, bornAt, generation } = round.at(now);
    const status = statusAt(ageMs, lifetimeMs);
    if (status === null) return;
    const { instance, disks } = machineOf(`${generation} ${status}`, () => {
      const name = `${base.name.slice(0, -4)}${suffixOf(seed, base.name, 'life', generation)}`;
      return buildMachine({ ...base, name, createdAt: bornAt, status });
    });
    add(instance);
    for (const disk of disks) add(disk);
  });
}

/** A node is made, runs and is deleted; a deleted instance is listed no more. */
export function statusAt(ageMs: number, lifetimeMs: number): Instance['status'] | null {
  if (ageMs < 15_000) return 'PROVISIONING';
  if (ageMs < 60_000) return 'STAGING';
  if (ageMs < lifetimeMs) return 'RUNNING';
  return ageMs < lifetimeMs + 90_000 ? 'STOPPING' : null;
}

function suffixOf(seed: string, ...path: (string | number)[]): string {
  const draws = drawsOf(seed, 'google-cloud', 'suffix', ...path);
  return Array.from({ length: 4 }, () => draws.integer(0, 35).toString(36)).join('');
}
