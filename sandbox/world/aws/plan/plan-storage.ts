import { drawsOf } from '../../draws';
import { askedOneByOneAt, piledUpAt } from '../../growth';
import { type Team, tagsFor } from '../../tags';
import { type AccountName, accounts } from '../geography';
import { beforeEpoch, groundOf, type PlanContext } from './plan';

const fileSystems: readonly { account: AccountName; region: string; names: string[]; capacityGiB: number }[] = [
  {
    account: 'training',
    region: 'us-east-1',
    names: ['pretrain-corpus', 'checkpoints-a', 'checkpoints-b', 'tokenized'],
    capacityGiB: 240_000,
  },
  { account: 'training', region: 'us-east-2', names: ['pretrain-corpus', 'checkpoints'], capacityGiB: 196_800 },
  { account: 'training', region: 'us-west-2', names: ['clickstream', 'checkpoints'], capacityGiB: 96_000 },
  { account: 'training', region: 'eu-north-1', names: ['audio-corpus', 'checkpoints'], capacityGiB: 48_000 },
  { account: 'research', region: 'us-east-1', names: ['scratch', 'datasets'], capacityGiB: 24_000 },
  { account: 'research', region: 'us-west-2', names: ['vision-datasets'], capacityGiB: 48_000 },
  { account: 'serving', region: 'us-east-1', names: ['model-cache'], capacityGiB: 9_600 },
  { account: 'serving', region: 'us-west-2', names: ['model-cache'], capacityGiB: 9_600 },
  { account: 'serving', region: 'eu-central-1', names: ['model-cache'], capacityGiB: 4_800 },
];

const bucketPurposes = [
  'raw-crawl',
  'tokenized',
  'checkpoints',
  'model-artifacts',
  'evaluation-results',
  'feature-snapshots',
  'experiment-logs',
  'access-logs',
  'terraform-state',
  'lambda-packages',
  'batch-output',
  'annotations',
  'prompt-logs',
  'dataset-exports',
  'database-backups',
  'notebook-outputs',
] as const;

const looseVolumesAtScaleOne = 12;

/** File systems, buckets, and volumes attached to nothing. */
export function planStorage(context: PlanContext): void {
  for (const { account, region, names, capacityGiB } of fileSystems) {
    for (const name of names) planFileSystem(context, account, region, name, capacityGiB);
  }
  for (const ground of context.grounds) {
    planBuckets(context, ground.account.name, ground.region);
    planLooseVolumes(context, ground.account.name, ground.region);
  }
}

function planFileSystem(
  context: PlanContext,
  account: AccountName,
  region: string,
  purpose: string,
  capacityGiB: number,
): void {
  const { seed, standing } = context;
  const ground = groundOf(context, account, region);
  const name = `lustre-${purpose}`;
  const draws = drawsOf(seed, 'file-system', account, region, name);
  standing.add('file-system', {
    kind: 'file-system',
    account: ground.account.id,
    region,
    name,
    tags: tagsFor({ seed, key: `fsx/${account}/${region}/${name}`, name, team: 'data-platform', region }),
    createdAt: beforeEpoch(draws.integer(30, 380)),
    id: `fs-0${draws.hex(16)}`,
    lifecycle: 'AVAILABLE',
    failure: null,
    capacityGiB,
    throughputPerTiB: draws.pick([125, 250, 500, 1000]),
    network: ground.network,
    subnet: ground.privateSubnets[0],
    networkInterfaces: [`eni-0${draws.hex(16)}`, `eni-0${draws.hex(16)}`],
    mountName: draws.hex(8),
    encryptionKey: ground.encryptionKey,
  });
}

function planBuckets({ seed, standing, scale }: PlanContext, account: AccountName, region: string): void {
  const team: Team =
    account === 'research' ? 'applied-research' : account === 'training' ? 'data-platform' : 'inference';
  for (let copy = 1; copy <= askedOneByOneAt(1, scale); copy++) {
    for (const purpose of bucketPurposes) {
      const name = `millwright-${account}-${purpose}-${region}${copy === 1 ? '' : `-${copy}`}`;
      const draws = drawsOf(seed, 'bucket', name);
      const { Name: _, ...tags } = tagsFor({ seed, key: `s3/${name}`, name: null, team, region });
      standing.add('bucket', {
        kind: 'bucket',
        account: accounts[account].id,
        region,
        name,
        tags,
        createdAt: beforeEpoch(draws.integer(30, 690)),
        versioned: draws.chance(0.7),
      });
    }
  }
}

function planLooseVolumes(context: PlanContext, account: AccountName, region: string): void {
  const { seed, standing, scale } = context;
  const ground = groundOf(context, account, region);
  for (let index = 1; index <= piledUpAt(looseVolumesAtScaleOne, scale); index++) {
    const key = `loose/${account}/${region}/${index}`;
    const draws = drawsOf(seed, key);
    const name = draws.chance(0.6) ? `restore-${draws.hex(6)}` : null;
    const isCold = draws.chance(0.2);
    standing.add('volume', {
      kind: 'volume',
      account: ground.account.id,
      region,
      name,
      tags: tagsFor({
        seed,
        key,
        name,
        team: draws.pick(['data-platform', 'applied-research', 'ml-platform']),
        region,
      }),
      createdAt: beforeEpoch(draws.integer(10, 500)),
      id: `vol-0${draws.hex(16)}`,
      zone: ground.zones[index % ground.zones.length] ?? ground.zones[0],
      type: isCold ? 'st1' : 'gp3',
      sizeGiB: draws.pick([500, 1000, 2000, 8000]),
      iops: isCold ? null : 3000,
      throughputMiBps: isCold ? null : 125,
      state: 'available',
      encryptionKey: draws.chance(0.8) ? ground.encryptionKey : null,
      attachment: null,
    });
  }
}
