import { scriptIncidents } from '../incidents/script-incidents';
import type { AzurePlan, PlanContext } from './plan';
import { planClusters } from './plan-clusters';
import { planContainers } from './plan-containers';
import { planElastic } from './plan-elastic';
import { planLinks } from './plan-links';
import { planMachines } from './plan-machines';
import { planModels } from './plan-models';
import { planNetworks } from './plan-networks';
import { planScaleSets } from './plan-scale-sets';
import { planStorage } from './plan-storage';

/** Lays the whole directory out from its seed. */
export function planFactory(seed: string, scale: number): AzurePlan {
  const context: PlanContext = { seed, scale, standing: [], movers: [], patches: new Map() };
  planNetworks(context);
  planMachines(context);
  planElastic(context);
  planScaleSets(context);
  planClusters(context);
  planContainers(context);
  planStorage(context);
  planLinks(context);
  planModels(context);
  scriptIncidents(context);
  return context;
}
