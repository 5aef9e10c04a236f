import { drawsOf } from '../../draws';
import { machinesAt } from '../../growth';
import { machineSizeOf } from '../machine-sizes';
import type { AgentPool, ManagedCluster } from '../records/machines';
import { idOf } from '../resource-id';
import { addPatch } from './add-patch';
import { type ClusterPlan, clusterPlans, type PoolPlan } from './cluster-fleets';
import { beforeEpoch, drawsFor, groundOf, hourMs, type PlanContext, placed, subnetOf } from './plan';
import { scaleSet } from './plan-scale-sets';

/** Clusters, and for each of their pools the scale set that the provider keeps its machines in. */
export function planClusters(context: PlanContext): void {
  for (const plan of clusterPlans) planCluster(context, plan);
}

function planCluster(context: PlanContext, plan: ClusterPlan): void {
  const { seed, scale, standing } = context;
  const ground = groundOf(plan.subscription, plan.region);
  const resourceGroup = `rg-aks-${plan.region}`;
  const draws = drawsFor(seed, ground, 'cluster', plan.name);
  const createdAt = beforeEpoch(draws.integer(40, 300));
  const common = { name: plan.name, key: `cluster/${plan.name}`, resourceGroup, team: plan.team, createdAt };
  const nodeResourceGroup = `MC_${resourceGroup}_${plan.name}_${plan.region}`;
  const cluster: ManagedCluster = {
    ...placed(seed, ground, common),
    type: 'microsoft.containerservice/managedclusters',
    version: plan.version,
    power: 'Running',
    pools: plan.pools.map((pool) => toPool(pool, scale)),
    subnet: subnetOf(ground, 'clusters'),
    nodeResourceGroup,
  };
  standing.push(cluster);
  addPatch(context, 'microsoft.containerservice/managedclusters', idOf(cluster), (record, now) => ({
    ...record,
    pools: record.pools.map((pool, index) => ({ ...pool, count: countAt(context, plan, plan.pools[index], now) })),
  }));
  for (const pool of plan.pools) {
    const set = scaleSet(seed, ground, {
      name: `aks-${pool.name}-${drawsFor(seed, ground, 'pool', plan.name, pool.name).integer(10_000_000, 99_999_999)}-vmss`,
      resourceGroup: nodeResourceGroup,
      size: pool.size,
      capacity: machinesOf(pool, scale),
      team: plan.team,
      extraTags: { 'aks-managed-poolName': pool.name, 'aks-managed-orchestrator': `Kubernetes:${plan.version}` },
    });
    standing.push(set);
    addPatch(context, 'microsoft.compute/virtualmachinescalesets', idOf(set), (record, now) => ({
      ...record,
      capacity: countAt(context, plan, pool, now),
    }));
  }
}

function toPool(plan: PoolPlan, scale: number): AgentPool {
  const machines = machinesOf(plan, scale);
  const { accelerator } = machineSizeOf(plan.size);
  return {
    name: plan.name,
    size: plan.size,
    count: machines,
    mode: plan.mode,
    autoscale: plan.elastic === 0 ? null : { minimum: machines, maximum: machines + plan.elastic },
    provisioning: 'Succeeded',
    power: 'Running',
    labels: accelerator ? { accelerator: 'nvidia' } : {},
  };
}

function machinesOf({ size, count, mode }: PoolPlan, scale: number): number {
  return mode === 'System' || !machineSizeOf(size).accelerator ? count : machinesAt(count, scale);
}

/** The pool whose machines never came up: the region had none of them left. */
export const failedPool = { cluster: 'aks-inference-frankfurt', pool: 't4' } as const;

/** How many machines a pool has now: autoscaling settles on another number every hour. */
function countAt({ seed, scale }: PlanContext, { name }: ClusterPlan, pool: PoolPlan | undefined, now: Date): number {
  if (!pool) throw new Error(`The cluster ${name} has a pool that was not planned.`);
  if (name === failedPool.cluster && pool.name === failedPool.pool) return 0;
  const base = machinesOf(pool, scale);
  if (pool.elastic === 0) return base;
  return (
    base + drawsOf(seed, 'pool-count', name, pool.name, Math.floor(now.getTime() / hourMs)).integer(0, pool.elastic)
  );
}
