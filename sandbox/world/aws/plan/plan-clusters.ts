import { drawsOf } from '../../draws';
import { tagsFor } from '../../tags';
import { elasticSlot } from '../movement/elastic-slot';
import type { NodeGroup } from '../records/machines';
import { addMachine } from './add-machine';
import { buildMachine, type MachineRequest } from './build-machine';
import { type ClusterPlan, clusterPlans, type Fleet } from './cluster-fleets';
import { machineCountAt } from './machine-count';
import { beforeEpoch, type Ground, groundOf, type PlanContext } from './plan';

/** Kubernetes clusters, their node groups and the machines of each. */
export function planClusters(context: PlanContext): void {
  for (const plan of clusterPlans) planCluster(context, plan);
}

function planCluster(context: PlanContext, plan: ClusterPlan): void {
  const { seed, standing } = context;
  const ground = groundOf(context, plan.account, plan.region);
  const draws = drawsOf(seed, 'cluster', plan.name);
  standing.add('kubernetes-cluster', {
    kind: 'kubernetes-cluster',
    account: ground.account.id,
    region: plan.region,
    name: plan.name,
    tags: tagsFor({ seed, key: `cluster/${plan.name}`, name: null, team: plan.team, region: plan.region }),
    createdAt: beforeEpoch(draws.integer(250, 400)),
    version: plan.version,
    status: 'ACTIVE',
    issues: [],
    network: ground.network,
    subnets: [...ground.privateSubnets],
    securityGroup: ground.securityGroup,
    encryptionKey: ground.encryptionKey,
    endpointId: draws.hex(32).toUpperCase(),
  });
  for (const fleet of plan.fleets) planFleet(context, plan, ground, fleet);
}

function planFleet(context: PlanContext, plan: ClusterPlan, ground: Ground, fleet: Fleet): void {
  const { seed, standing, scale } = context;
  const count = machineCountAt(fleet.size, fleet.count, scale);
  const request = (index: number): Omit<MachineRequest, 'key' | 'launchedAt' | 'state'> => ({
    seed,
    ground,
    name: `${plan.name}-${fleet.name}-${String(index).padStart(3, '0')}`,
    size: fleet.size,
    team: plan.team,
    zoneIndex: fleet.zone ?? index,
    purchase: fleet.purchase ?? 'on-demand',
    nodeGroup: { cluster: plan.name, name: fleet.name },
    extraVolumesGiB: fleet.extraVolumesGiB ?? [],
  });
  for (let index = 1; index <= count; index++) {
    const key = `${plan.name}/${fleet.name}/${index}`;
    const launchedAt = beforeEpoch(drawsOf(seed, 'launch', key).integer(1, 120));
    addMachine(context, buildMachine({ ...request(index), key, launchedAt, state: 'running' }));
  }
  const slots = Array.from({ length: machineCountAt(fleet.size, fleet.elastic ?? 0, scale) }, (_, index) => {
    const number = count + index + 1;
    return elasticSlot({ ...request(number), slot: `${plan.name}/${fleet.name}/${number}` });
  });
  const group = buildNodeGroup(context, plan, ground, fleet, count);
  if (slots.length === 0) {
    standing.add('node-group', group);
    return;
  }
  context.movers.push({
    adds: ['compute-instance', 'volume', 'node-group'],
    move(now, moving) {
      let alive = 0;
      for (const slot of slots) {
        const machine = slot(now);
        if (!machine) continue;
        moving.add('compute-instance', machine.instance);
        for (const volume of machine.volumes) moving.add('volume', volume);
        if (machine.instance.state === 'pending' || machine.instance.state === 'running') alive++;
      }
      moving.add('node-group', { ...group, desired: count + alive, maximum: count + slots.length });
    },
  });
}

function buildNodeGroup(
  { seed }: PlanContext,
  plan: ClusterPlan,
  ground: Ground,
  fleet: Fleet,
  count: number,
): NodeGroup {
  const key = `node-group/${plan.name}/${fleet.name}`;
  const draws = drawsOf(seed, key);
  return {
    kind: 'node-group',
    account: ground.account.id,
    region: plan.region,
    name: fleet.name,
    tags: tagsFor({ seed, key, name: null, team: plan.team, region: plan.region }),
    createdAt: beforeEpoch(draws.integer(120, 240)),
    cluster: plan.name,
    uid: `${draws.hex(8)}-${draws.hex(4)}-${draws.hex(4)}-${draws.hex(4)}-${draws.hex(12)}`,
    status: 'ACTIVE',
    issues: [],
    version: plan.version,
    size: fleet.size,
    purchase: fleet.purchase ?? 'on-demand',
    desired: count,
    maximum: Math.ceil(count * 1.25),
    subnets:
      fleet.zone === undefined
        ? [...ground.privateSubnets]
        : [ground.privateSubnets[fleet.zone] ?? ground.privateSubnets[0]],
  };
}
