import { drawsOf } from '../../draws';
import { askedOneByOneAt } from '../../growth';
import { type Team, tagsFor } from '../../tags';
import { beforeEpoch, type Ground, type PlanContext } from './plan';

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
  { name: 'snapshot-expirer', team: 'data-platform', runtime: 'python3.13' },
  { name: 'quota-watcher', team: 'site-reliability', runtime: 'python3.13' },
  { name: 'feature-backfill', team: 'recommendation', runtime: 'python3.12' },
  { name: 'audio-segmenter', team: 'speech', runtime: 'provided.al2023' },
  { name: 'image-resizer', team: 'vision', runtime: 'provided.al2023' },
  { name: 'index-refresher', team: 'search', runtime: 'python3.13' },
];

/** Serverless functions on every ground. */
export function planFunctions(context: PlanContext): void {
  for (const ground of context.grounds) planGroundFunctions(context, ground);
}

function planGroundFunctions({ seed, standing, scale }: PlanContext, ground: Ground): void {
  const {
    account: { name: account },
    region,
  } = ground;
  for (let copy = 1; copy <= askedOneByOneAt(1, scale); copy++) {
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
