import { drawsOf } from '../../draws';
import { type Team, tagsFor } from '../../tags';
import { dailyWindow } from '../../updating-window';
import { type AccountName, findRegion, footprints } from '../geography';
import { beforeEpoch, groundOf, type PlanContext } from './plan';

const databases: readonly {
  account: AccountName;
  region: string;
  name: string;
  engine: 'postgres' | 'mysql';
  size: string;
  team: Team;
  storageGiB: number;
}[] = [
  {
    account: 'research',
    region: 'us-east-1',
    name: 'experiments',
    engine: 'postgres',
    size: 'db.r6g.2xlarge',
    team: 'ml-platform',
    storageGiB: 2000,
  },
  {
    account: 'research',
    region: 'us-east-1',
    name: 'labelling',
    engine: 'postgres',
    size: 'db.m6g.xlarge',
    team: 'vision',
    storageGiB: 500,
  },
  {
    account: 'research',
    region: 'us-west-2',
    name: 'annotations',
    engine: 'mysql',
    size: 'db.m6g.xlarge',
    team: 'vision',
    storageGiB: 400,
  },
  {
    account: 'training',
    region: 'us-east-1',
    name: 'scheduler',
    engine: 'postgres',
    size: 'db.r6g.xlarge',
    team: 'ml-platform',
    storageGiB: 300,
  },
  {
    account: 'training',
    region: 'us-east-1',
    name: 'lineage',
    engine: 'postgres',
    size: 'db.r6g.4xlarge',
    team: 'data-platform',
    storageGiB: 4000,
  },
  {
    account: 'training',
    region: 'us-west-2',
    name: 'crawl-frontier',
    engine: 'mysql',
    size: 'db.r6g.2xlarge',
    team: 'data-platform',
    storageGiB: 3000,
  },
  {
    account: 'training',
    region: 'eu-north-1',
    name: 'scheduler',
    engine: 'postgres',
    size: 'db.m6g.large',
    team: 'ml-platform',
    storageGiB: 100,
  },
  ...footprints.serving.flatMap((region) => [
    {
      account: 'serving' as const,
      region,
      name: 'model-registry',
      engine: 'postgres' as const,
      size: 'db.r6g.xlarge',
      team: 'inference' as const,
      storageGiB: 500,
    },
    {
      account: 'serving' as const,
      region,
      name: 'quota',
      engine: 'postgres' as const,
      size: 'db.m6g.large',
      team: 'inference' as const,
      storageGiB: 100,
    },
    {
      account: 'serving' as const,
      region,
      name: 'feature-catalogue',
      engine: 'mysql' as const,
      size: 'db.r6g.large',
      team: 'recommendation' as const,
      storageGiB: 800,
    },
  ]),
];

/** Databases; each is backed up every night of its own region. */
export function planDatabases(context: PlanContext): void {
  for (const database of databases) planDatabase(context, database);
}

function planDatabase(context: PlanContext, database: (typeof databases)[number]): void {
  const { seed, standing, patches } = context;
  const { account, region, name, engine, size, team, storageGiB } = database;
  const ground = groundOf(context, account, region);
  const draws = drawsOf(seed, 'database', account, region, name);
  standing.add('database', {
    kind: 'database',
    account: ground.account.id,
    region,
    name,
    tags: tagsFor({ seed, key: `database/${account}/${region}/${name}`, name: null, team, region }),
    createdAt: beforeEpoch(draws.integer(60, 600)),
    engine,
    engineVersion: engine === 'postgres' ? '17.5' : '8.4.5',
    size,
    status: 'available',
    zone: ground.zones[draws.integer(0, ground.zones.length - 1)] ?? ground.zones[0],
    multiZone: account !== 'research',
    storageGiB,
    network: ground.network,
    subnets: [...ground.privateSubnets],
    securityGroup: ground.securityGroup,
    encryptionKey: ground.encryptionKey,
    resourceId: `db-${draws.hex(26).toUpperCase()}`,
  });
  const backup = dailyWindow(nightHourOf(region), 18);
  patches.add('database', name, (record, now) =>
    record.region === region && record.account === ground.account.id && record.status === 'available' && backup(now)
      ? { ...record, status: 'backing-up' }
      : record,
  );
}

/** An hour of the night of the region, in UTC. */
function nightHourOf(region: string): number {
  const geography = findRegion(region)?.geography;
  if (geography === 'United States of America') return 8;
  return geography === 'Japan' || geography === 'India' ? 18 : 2;
}
