import { drawsOf } from '../draws';
import { type AccountName, findRegion } from '../geography';
import { dailyWindow } from '../movement/updating-window';
import { type Team, tagsFor } from '../tags';
import { beforeEpoch, groundOf, type PlanContext } from './plan';

const functionPurposes: readonly {
  name: string;
  team: Team;
  runtime: 'python3.12' | 'python3.13' | 'nodejs22.x' | 'provided.al2023';
}[] = [
  { name: 'checkpoint-mirror', team: 'data-platform', runtime: 'python3.13' },
  { name: 'spot-interruption-handler', team: 'ml-platform', runtime: 'provided.al2023' },
  { name: 'gpu-health-reporter', team: 'site-reliability', runtime: 'python3.13' },
  { name: 'dataset-registrar', team: 'data-platform', runtime: 'python3.12' },
  { name: 'cost-allocator', team: 'ml-platform', runtime: 'python3.12' },
  { name: 'idle-workstation-stopper', team: 'ml-platform', runtime: 'nodejs22.x' },
  { name: 'model-card-builder', team: 'inference', runtime: 'python3.13' },
  { name: 'drift-notifier', team: 'inference', runtime: 'nodejs22.x' },
  { name: 'access-review', team: 'site-reliability', runtime: 'python3.12' },
  { name: 'canary', team: 'site-reliability', runtime: 'nodejs22.x' },
  { name: 'prompt-log-redactor', team: 'inference', runtime: 'provided.al2023' },
  { name: 'webhook-relay', team: 'ml-platform', runtime: 'nodejs22.x' },
];

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
  ...(['us-east-1', 'us-west-2', 'eu-west-1', 'eu-central-1', 'ap-northeast-1', 'ap-south-1'] as const).flatMap(
    (region) => [
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
    ],
  ),
];

const keyPurposes = ['secrets', 'artifacts', 'databases', 'queues'] as const;

/** What every account needs around the machines: functions, databases and encryption keys. */
export function planPlatform(context: PlanContext): void {
  for (const { account, region } of context.grounds) {
    planFunctions(context, account.name, region);
    planKeys(context, account.name, region);
  }
  for (const database of databases) planDatabase(context, database);
}

function planFunctions(context: PlanContext, account: AccountName, region: string): void {
  const { seed, standing, scale } = context;
  const ground = groundOf(context, account, region);
  for (let copy = 1; copy <= scale; copy++) {
    for (const { name: purpose, team, runtime } of functionPurposes) {
      const name = `${account}-${purpose}${copy === 1 ? '' : `-${copy}`}`;
      const key = `function/${region}/${name}`;
      const draws = drawsOf(seed, key);
      const createdAt = beforeEpoch(draws.integer(3, 500));
      standing.add('function', {
        kind: 'function',
        account: ground.account.id,
        region,
        name,
        tags: tagsFor({ seed, key, name: null, team, region }),
        createdAt,
        runtime,
        architecture: draws.chance(0.6) ? 'arm64' : 'x86_64',
        memoryMB: draws.pick([128, 256, 512, 1024, 3008]),
        timeoutSeconds: draws.pick([3, 30, 60, 300, 900]),
        codeBytes: draws.integer(4_000, 48_000_000),
        state: 'Active',
        failure: null,
        modifiedAt: createdAt,
        revision: `${draws.hex(8)}-${draws.hex(4)}-${draws.hex(4)}-${draws.hex(4)}-${draws.hex(12)}`,
        digest: Buffer.from(draws.hex(64), 'hex').toString('base64'),
        description: `${purpose.replaceAll('-', ' ')} of the ${account} account`,
      });
    }
  }
}

function planKeys(context: PlanContext, account: AccountName, region: string): void {
  const { seed, standing } = context;
  const ground = groundOf(context, account, region);
  const keyOf = (purpose: string, keyManager: 'AWS' | 'CUSTOMER') => {
    const draws = drawsOf(seed, 'key', account, region, purpose);
    const alias = keyManager === 'AWS' ? `alias/aws/${purpose}` : `alias/${account}/${purpose}`;
    standing.add('encryption-key', {
      kind: 'encryption-key',
      account: ground.account.id,
      region,
      name: alias,
      tags:
        keyManager === 'AWS'
          ? {}
          : tagsFor({ seed, key: `key/${account}/${region}/${purpose}`, name: null, team: 'site-reliability', region }),
      createdAt: beforeEpoch(draws.integer(100, 600)),
      id: `${draws.hex(8)}-${draws.hex(4)}-4${draws.hex(3)}-9${draws.hex(3)}-${draws.hex(12)}`,
      alias,
      description:
        keyManager === 'AWS'
          ? `Default key that protects my ${purpose.toUpperCase()} data when no other key is defined`
          : `${purpose} of ${account}`,
      state: 'Enabled',
      deletionAt: null,
      keyManager,
    });
  };
  for (const purpose of keyPurposes) keyOf(purpose, 'CUSTOMER');
  for (const owner of ['ebs', 'rds'] as const) keyOf(owner, 'AWS');
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
