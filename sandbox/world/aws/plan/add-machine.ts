import type { Machine } from './build-machine';
import type { PlanContext } from './plan';

/** Files a standing machine and its volumes. */
export function addMachine({ standing }: PlanContext, { instance, volumes }: Machine): void {
  standing.add('compute-instance', instance);
  for (const volume of volumes) standing.add('volume', volume);
}
