import { machinesAt, thingsAt } from '../../growth';
import type { Team } from '../../tags';
import type { ScaleSet } from '../records/machines';
import {
  beforeEpoch,
  drawsFor,
  type Ground,
  groundOf,
  grounds,
  guidOf,
  numbered,
  type PlanContext,
  placed,
  subnetOf,
} from './plan';

/** Scale sets of plain machines on each ground at scale 1. */
const plainAtScaleOne = 8;
const plainTeams = ['inference', 'data-platform', 'ml-platform', 'search'] as const;

/** Machines that are kept as many equal ones: training's H100, and plain ones on every ground. */
export function planScaleSets(context: PlanContext): void {
  const { seed, scale, standing } = context;
  standing.push(
    scaleSet(seed, groundOf('training', 'southcentralus'), {
      name: 'pretrain-h100-set',
      resourceGroup: 'rg-pretrain-h100-southcentralus',
      size: 'Standard_ND96isr_H100_v5',
      capacity: machinesAt(4, scale),
      team: 'foundation-models',
    }),
  );
  for (const ground of grounds) {
    for (let number = 1; number <= thingsAt(plainAtScaleOne, scale); number++) {
      const name = numbered('vmss-batch', number);
      const draws = drawsFor(seed, ground, 'scale-set-size', name);
      standing.push(
        scaleSet(seed, ground, {
          name,
          resourceGroup: `rg-batch-${ground.region}`,
          size: draws.pick(['Standard_D8s_v5', 'Standard_F16s_v2', 'Standard_E16s_v5']),
          capacity: draws.integer(0, 12),
          team: draws.pick(plainTeams),
        }),
      );
    }
  }
}

export interface ScaleSetRequest {
  name: string;
  resourceGroup: string;
  size: string;
  capacity: number;
  team: Team;
  extraTags?: Record<string, string>;
}

/** A scale set on a ground. */
export function scaleSet(seed: string, ground: Ground, request: ScaleSetRequest): ScaleSet {
  const { name, resourceGroup, size, capacity, team, extraTags } = request;
  const draws = drawsFor(seed, ground, 'scale-set', resourceGroup, name);
  const key = `scale-set/${resourceGroup}/${name}`;
  return {
    ...placed(seed, ground, {
      name,
      key,
      resourceGroup,
      team,
      createdAt: beforeEpoch(draws.integer(5, 250)),
      extraTags,
    }),
    type: 'microsoft.compute/virtualmachinescalesets',
    size,
    capacity,
    uniqueId: guidOf(draws),
    zones: size.startsWith('Standard_N') ? [] : ['1', '2', '3'],
    subnet: subnetOf(ground, 'compute'),
  };
}
