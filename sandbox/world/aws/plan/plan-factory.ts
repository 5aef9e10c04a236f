import { Catalogue } from '../catalogue';
import { scriptIncidents } from '../incidents/script-incidents';
import { Patches } from '../patches';
import type { FactoryPlan, PlanContext } from './plan';
import { planClusters } from './plan-clusters';
import { planDatabases } from './plan-databases';
import { planFunctions } from './plan-functions';
import { planGrounds } from './plan-grounds';
import { planKeys } from './plan-keys';
import { planLinks } from './plan-links';
import { planMachines } from './plan-machines';
import { planModels } from './plan-models';
import { planStorage } from './plan-storage';

/** Lays the whole factory out from its seed. */
export function planFactory(seed: string, scale: number): FactoryPlan {
  const context: PlanContext = {
    seed,
    scale,
    standing: new Catalogue(),
    movers: [],
    patches: new Patches(),
    grounds: [],
  };
  planGrounds(context);
  planLinks(context);
  planClusters(context);
  planMachines(context);
  planStorage(context);
  planModels(context);
  planFunctions(context);
  planKeys(context);
  planDatabases(context);
  scriptIncidents(context);
  return context;
}
