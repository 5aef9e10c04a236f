import type { InventoryItem, LifecycleState, ResourceKind } from '@/lib/domain/resource';
import type { InventoryScope } from '@/lib/store/inventory/inventory-scope';
import { Draws } from './draws';

/** Kinds as a large estate has them: mostly volumes and instances, few of the rest. Weights need not sum to one. */
const kindWeights: Partial<Record<ResourceKind, number>> = {
  volume: 30,
  'compute-instance': 22,
  function: 12,
  'encryption-key': 7,
  bucket: 6,
  subnet: 5,
  database: 4,
  'training-job': 4,
  'node-group': 2.5,
  network: 2,
  'model-endpoint': 1.5,
  'kubernetes-cluster': 1,
  'file-system': 1,
  'transit-attachment': 0.8,
  'vpn-connection': 0.5,
  'virtual-interface': 0.3,
  'transit-gateway': 0.2,
  'private-circuit': 0.2,
};
const withoutCreation: ReadonlySet<ResourceKind> = new Set([
  'subnet',
  'network',
  'vpn-connection',
  'virtual-interface',
]);

const statuses: [LifecycleState, number][] = [
  ['active', 88],
  ['stopped', 6],
  ['completed', 3],
  ['provisioning', 1.2],
  ['degraded', 0.8],
  ['failed', 0.6],
  ['deleting', 0.3],
  ['unknown', 0.1],
];
const gpuModels: [string, number][] = [
  ['NVIDIA H100', 40],
  ['NVIDIA A100', 30],
  ['NVIDIA L40S', 15],
  ['NVIDIA T4', 10],
  ['NVIDIA B200', 4],
  ['AWS Trainium2', 1],
];
const words = [
  'ingest',
  'train',
  'eval',
  'serve',
  'cache',
  'web',
  'api',
  'batch',
  'stream',
  'vector',
  'embed',
  'tokenizer',
  'router',
  'gateway',
  'ledger',
  'billing',
  'search',
  'index',
  'spool',
  'shard',
  'queue',
  'relay',
  'probe',
  'canary',
  'shadow',
  'mirror',
  'vault',
  'audit',
  'notebook',
  'sweep',
  'dataset',
  'feature',
  'ranker',
  'vision',
  'speech',
  'fusion',
  'orbit',
  'zephyr',
  'quartz',
  'juniper',
];
const environments: [string, number][] = [
  ['prod', 50],
  ['staging', 20],
  ['dev', 20],
  ['research', 8],
  ['dr', 2],
];
const regions = [
  'us-east-1',
  'eu-central-1',
  'us-west-2',
  'eu-west-1',
  'ap-northeast-1',
  'us-east-2',
  'ap-southeast-2',
  'eu-north-1',
  'ca-central-1',
  'ap-south-1',
  'sa-east-1',
  'eu-west-3',
];
const people = 800;
const teams = 60;
const sites = 24;
const accounts = 40;
const epoch = Date.UTC(2023, 10, 1);
const threeYearsMs = 3 * 365 * 86_400_000;

export interface GeneratedScope {
  /** Which of the connections reads it. */
  connection: number;
  scope: InventoryScope;
  items: InventoryItem[];
}

/**
 * A synthetic estate of `total` resources. Keys are skewed, and drawn apart from one another, so that counts over
 * combinations do not collapse into a few cells. The same seed gives the same estate.
 */
export function* generateScopes(total: number, seed: number): Generator<GeneratedScope> {
  const draws = new Draws(seed);
  const kinds = Object.entries(kindWeights) as [ResourceKind, number][];
  const sizes = new Map<string, { connection: number; scope: InventoryScope; size: number }>();
  for (let made = 0; made < total; made++) {
    const account = draws.zipf(accounts);
    const scope = {
      account: String(100_000_000_000 + account * 1_111_111_111),
      region: regions[draws.zipf(regions.length)] ?? 'us-east-1',
      kind: draws.weighted(kinds),
    };
    const key = `${scope.account} ${scope.region} ${scope.kind}`;
    const known = sizes.get(key) ?? { connection: account % 3, scope, size: 0 };
    known.size++;
    sizes.set(key, known);
  }
  for (const { connection, scope, size } of sizes.values())
    yield { connection, scope, items: Array.from({ length: size }, () => generateItem(draws, scope)) };
}

function generateItem(draws: Draws, { account, region, kind }: InventoryScope): InventoryItem {
  const id = draws.hex(17);
  const environment = draws.weighted(environments);
  const name = `${words[draws.zipf(words.length)]}-${words[draws.below(words.length)]}-${environment}-${draws.below(9_000) + 1_000}`;
  const tags: Record<string, string> = { Name: name, Environment: environment };
  if (draws.chance(0.9)) tags.team = `team-${String(draws.zipf(teams)).padStart(2, '0')}`;
  if (draws.chance(0.85)) tags.owner = `person-${String(draws.zipf(people)).padStart(3, '0')}@millwright.example`;
  if (draws.chance(0.4)) tags.site = `site-${String(draws.zipf(sites)).padStart(2, '0')}`;
  const hasGpus = (kind === 'compute-instance' || kind === 'node-group') && draws.chance(0.2);
  const model = draws.weighted(gpuModels);
  const status = draws.weighted(statuses);
  const createdAt = withoutCreation.has(kind) ? null : new Date(epoch + draws.below(threeYearsMs));
  return {
    kind,
    nativeId: `arn:aws:ec2:${region}:${account}:${kind}/${id}`,
    nativeType: `AWS::EC2::${kind}`,
    name,
    account,
    region,
    zone: kind === 'bucket' ? null : `${region}${'abc'[draws.below(3)]}`,
    status,
    nativeStatus: status,
    size: kind === 'compute-instance' ? (hasGpus ? 'p5.48xlarge' : 'm7i.2xlarge') : null,
    accelerators: hasGpus ? [{ model, count: 8, memoryBytes: 85_899_345_920 }] : [],
    tags,
    createdAt,
    detailed: true,
    raw: JSON.stringify({
      Id: id,
      Arn: `arn:aws:ec2:${region}:${account}:${kind}/${id}`,
      State: { Code: 16, Name: status },
      CreateTime: createdAt,
      SubnetId: `subnet-${draws.hex(17)}`,
      VpcId: `vpc-${draws.hex(17)}`,
      PrivateDnsName: `ip-10-${draws.below(256)}-${draws.below(256)}-${draws.below(256)}.${region}.compute.internal`,
      SecurityGroups: [{ GroupId: `sg-${draws.hex(17)}`, GroupName: `${environment}-default` }],
      Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
      Encrypted: draws.chance(0.8),
      MonitoringState: 'disabled',
      Architecture: 'x86_64',
    }),
  };
}
