import { thingsAt } from '../../growth';
import { containerJobSlot } from '../movement/container-job-slot';
import type { ContainerGroup } from '../records/machines';
import { beforeEpoch, drawsFor, type Ground, grounds, numbered, type PlanContext, placed } from './plan';

const standingAtScaleOne = 38;
const slotsAtScaleOne = 10;
const jobs = ['crawl-shard', 'label-export', 'eval-run', 'dataset-check'] as const;

/** Containers that run without a cluster: some for good, others for one job. */
export function planContainers(context: PlanContext): void {
  const { seed, scale, standing, movers } = context;
  for (const ground of grounds) {
    for (let number = 1; number <= thingsAt(standingAtScaleOne, scale); number++) {
      standing.push(standingGroup(seed, ground, number));
    }
    for (let number = 1; number <= thingsAt(slotsAtScaleOne, scale); number++) {
      const job = jobs[number % jobs.length] ?? jobs[0];
      movers.push(containerJobSlot({ seed, ground, job, number }));
    }
  }
}

function standingGroup(seed: string, ground: Ground, number: number): ContainerGroup {
  const name = numbered('ci-connector', number);
  const draws = drawsFor(seed, ground, 'container', name);
  const resourceGroup = `rg-containers-${ground.region}`;
  const createdAt = beforeEpoch(draws.integer(1, 200));
  return {
    ...placed(seed, ground, { name, key: `container/${name}`, resourceGroup, team: 'data-platform', createdAt }),
    type: 'microsoft.containerinstance/containergroups',
    state: draws.chance(0.04) ? 'Stopped' : 'Running',
    image: `millwright.azurecr.io/connector:${draws.integer(1, 9)}.${draws.integer(0, 30)}`,
    cores: draws.pick([1, 2, 4]),
    memoryGB: draws.pick([2, 4, 8]),
    restart: 'Always',
  };
}
