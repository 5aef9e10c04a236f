import { drawsOf } from '../../draws';
import { machinesAt, thingsAt } from '../../growth';
import type { Team } from '../../tags';
import { type ProjectName, type RegionName, regionZones } from '../geography';
import type { MachineTypeName } from '../machine-types';
import { cycle } from '../movement/cycle';
import { remember } from '../movement/remember';
import { computeName } from '../native-names';
import type { GuestAccelerator } from '../records/compute';
import { buildMachine, type Machine } from './build-machine';
import { dayMs, epoch, type PlanContext, place } from './plan';
import { statusAt } from './plan-clusters';

interface LoosePlan {
  project: ProjectName;
  region: RegionName;
  prefix: string;
  machineType: MachineTypeName;
  count: number;
  elastic?: number;
  team: Team;
  accelerators?: GuestAccelerator[];
  extraDisksGb?: number[];
  publicly?: boolean;
  spot?: boolean;
}

const unusedDisksAtScaleOne = 40;

const loosePlans: readonly LoosePlan[] = [
  {
    project: 'training',
    region: 'us-east4',
    prefix: 'preprocess',
    machineType: 'n2-highmem-32',
    count: 90,
    elastic: 30,
    team: 'data-platform',
    extraDisksGb: [2000],
    spot: true,
  },
  {
    project: 'training',
    region: 'us-central1',
    prefix: 'tokenise',
    machineType: 'c3-standard-44',
    count: 80,
    team: 'foundation-models',
    extraDisksGb: [1000],
  },
  {
    project: 'serving',
    region: 'us-central1',
    prefix: 'cache',
    machineType: 'n2-highmem-32',
    count: 24,
    team: 'inference',
    extraDisksGb: [500],
  },
  {
    project: 'serving',
    region: 'europe-west4',
    prefix: 'cache-eu',
    machineType: 'n2-highmem-32',
    count: 12,
    team: 'inference',
    extraDisksGb: [500],
  },
  {
    project: 'research',
    region: 'europe-west4',
    prefix: 'workstation',
    machineType: 'n1-standard-16',
    count: 6,
    team: 'vision',
    accelerators: [{ type: 'nvidia-tesla-t4', count: 1 }],
    publicly: true,
  },
  {
    project: 'research',
    region: 'us-central1',
    prefix: 'notebook',
    machineType: 'e2-standard-8',
    count: 220,
    elastic: 40,
    team: 'applied-research',
    extraDisksGb: [200],
  },
  {
    project: 'research',
    region: 'europe-west3',
    prefix: 'annotate',
    machineType: 'e2-standard-8',
    count: 40,
    team: 'vision',
    extraDisksGb: [200],
  },
  {
    project: 'network',
    region: 'us-central1',
    prefix: 'bastion',
    machineType: 'e2-medium',
    count: 3,
    team: 'site-reliability',
    publicly: true,
  },
  {
    project: 'sovereign',
    region: 'europe-west3',
    prefix: 'clinical',
    machineType: 'n2-standard-16',
    count: 50,
    team: 'speech',
    extraDisksGb: [1000],
  },
];

/** Machines of their own, and disks that nobody uses. */
export function planMachines(context: PlanContext): void {
  for (const plan of loosePlans) planLoose(context, plan);
  planUnusedDisks(context);
}

function planLoose(context: PlanContext, plan: LoosePlan): void {
  const { seed, scale, standing, movers } = context;
  const zones = regionZones[plan.region];
  const request = (index: number) => ({
    ...plan,
    seed,
    zone: `${plan.region}-${zones[index % zones.length] ?? 'a'}`,
    name: `${plan.prefix}-${String(index + 1).padStart(4, '0')}`,
  });
  const count = plan.accelerators === undefined ? thingsAt(plan.count, scale) : machinesAt(plan.count, scale);
  for (let index = 0; index < count; index++) {
    const { instance, disks } = buildMachine(request(index));
    standing.push(instance, ...disks);
  }
  for (let index = 0; index < thingsAt(plan.elastic ?? 0, scale); index++) {
    const base = request(count + index);
    const round = cycle(drawsOf(seed, 'google-cloud', 'slot', base.name), { hours: [2, 14], share: [0.35, 0.8] });
    const machineOf = remember<Machine>(2);
    movers.push((now, add) => {
      const { ageMs, lifetimeMs, bornAt, generation } = round.at(now);
      const status = statusAt(ageMs, lifetimeMs);
      if (status === null) return;
      const { instance, disks } = machineOf(`${generation} ${status}`, () =>
        buildMachine({ ...base, createdAt: bornAt, status }),
      );
      add(instance);
      for (const disk of disks) add(disk);
    });
  }
}

function planUnusedDisks({ seed, scale, standing }: PlanContext): void {
  const owners: readonly [ProjectName, RegionName, Team][] = [
    ['training', 'us-central1', 'foundation-models'],
    ['training', 'europe-west4', 'speech'],
    ['research', 'us-central1', 'applied-research'],
    ['serving', 'us-east4', 'search'],
    ['sovereign', 'europe-west3', 'speech'],
  ];
  for (const [project, region, team] of owners) {
    for (let index = 1; index <= thingsAt(unusedDisksAtScaleOne, scale); index++) {
      const zone = `${region}-${regionZones[region][index % 3] ?? 'a'}`;
      const name = `restore-${String(index).padStart(4, '0')}`;
      const fullName = computeName(project, zone, 'disks', name);
      const draws = drawsOf(seed, 'google-cloud', 'unused', fullName);
      standing.push({
        kind: 'disk',
        ...place({ seed, fullName, project, location: zone, name, team }),
        type: draws.pick(['pd-standard', 'pd-balanced', 'pd-ssd']),
        sizeGb: draws.pick([200, 500, 1000, 4000]),
        status: 'READY',
        users: [],
        detachedAt: draws.chance(0.7) ? new Date(epoch.getTime() + draws.integer(1, 60) * dayMs) : null,
      });
    }
  }
}
