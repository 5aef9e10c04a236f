import { scriptIncidents } from '../incidents/script-incidents';
import { planGrounds } from './grounds';
import type { PlanContext } from './plan';
import { planClusters } from './plan-clusters';
import { planHierarchy } from './plan-hierarchy';
import { planLinks } from './plan-links';
import { planMachines } from './plan-machines';
import { planModels } from './plan-models';
import { planServices } from './plan-services';
import { planStorage } from './plan-storage';
import { planTpus } from './plan-tpus';

/** Lays out everything the factory has at Google. */
export function planFactory(seed: string, scale: number): PlanContext {
  const context: PlanContext = { seed, scale, standing: [], movers: [], patches: new Map() };
  planHierarchy(context);
  planGrounds(context);
  planLinks(context);
  planClusters(context);
  planMachines(context);
  planTpus(context);
  planStorage(context);
  planModels(context);
  planServices(context);
  scriptIncidents(context);
  return context;
}
