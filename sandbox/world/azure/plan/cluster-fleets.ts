import type { Team } from '../../tags';
import type { Region, SubscriptionName } from '../geography';

/** A pool of a cluster, as planned. */
export interface PoolPlan {
  name: string;
  size: string;
  count: number;
  mode: 'System' | 'User';
  /** How many machines it may have beside `count`, by the hour; 0 for pools of a fixed count. */
  elastic: number;
}

export interface ClusterPlan {
  subscription: SubscriptionName;
  region: Region;
  name: string;
  version: string;
  team: Team;
  pools: readonly PoolPlan[];
}

const system = pool('system', 'Standard_D4ds_v5', 3, 0, 'System');

/** Every cluster of the factory in Azure. */
export const clusterPlans: readonly ClusterPlan[] = [
  cluster('training', 'eastus', 'aks-pretrain-east', '1.33.2', 'foundation-models', [
    pool('prep', 'Standard_F16s_v2', 12, 8),
    pool('evals', 'Standard_NC24ads_A100_v4', 2, 0),
  ]),
  cluster('training', 'swedencentral', 'aks-pretrain-north', '1.32.6', 'foundation-models', [
    pool('prep', 'Standard_F16s_v2', 8, 6),
    pool('memory', 'Standard_E16s_v5', 6, 0),
  ]),
  cluster('serving', 'eastus', 'aks-inference-east', '1.33.2', 'inference', [
    pool('gateway', 'Standard_D8s_v5', 10, 6),
    pool('t4', 'Standard_NC4as_T4_v3', 4, 0),
  ]),
  cluster('serving', 'northeurope', 'aks-inference-dublin', '1.33.2', 'inference', [
    pool('gateway', 'Standard_D8s_v5', 8, 4),
    pool('t4', 'Standard_NC4as_T4_v3', 3, 0),
    pool('cache', 'Standard_E16s_v5', 4, 0),
  ]),
  cluster('serving', 'germanywestcentral', 'aks-inference-frankfurt', '1.32.6', 'search', [
    pool('gateway', 'Standard_D8s_v5', 6, 4),
    pool('t4', 'Standard_NC4as_T4_v3', 4, 0),
  ]),
  cluster('research', 'southcentralus', 'aks-research-south', '1.32.6', 'applied-research', [
    pool('a100', 'Standard_NC24ads_A100_v4', 2, 0),
    pool('cpu', 'Standard_D16s_v5', 6, 4),
  ]),
  cluster('research', 'northeurope', 'aks-research-dublin', '1.31.9', 'speech', [
    pool('cpu', 'Standard_D16s_v5', 5, 3),
  ]),
  cluster('shared', 'eastus', 'aks-platform-east', '1.33.2', 'ml-platform', [
    pool('build', 'Standard_F16s_v2', 8, 10),
    pool('registry', 'Standard_D8s_v5', 3, 0),
  ]),
  cluster('shared', 'northeurope', 'aks-platform-dublin', '1.33.2', 'ml-platform', [
    pool('build', 'Standard_F16s_v2', 6, 6),
  ]),
];

function pool(name: string, size: string, count: number, elastic: number, mode: PoolPlan['mode'] = 'User'): PoolPlan {
  return { name, size, count, mode, elastic };
}

function cluster(
  subscription: SubscriptionName,
  region: Region,
  name: string,
  version: string,
  team: Team,
  pools: readonly PoolPlan[],
): ClusterPlan {
  return { subscription, region, name, version, team, pools: [system, ...pools] };
}
