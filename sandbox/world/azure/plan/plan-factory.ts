import type { AzurePlan, PlanContext } from './plan';
import { planMachines } from './plan-machines';
import { planNetworks } from './plan-networks';

/** Lays the whole directory out from its seed. */
export function planFactory(seed: string, scale: number): AzurePlan {
  const context: PlanContext = { seed, scale, standing: [], movers: [], patches: new Map() };
  planNetworks(context);
  planMachines(context);
  return context;
}
