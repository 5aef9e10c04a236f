import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cliActor } from '@/lib/access/actor';
import { workloadSortKeys } from '@/lib/api/contracts/workload-keys';
import { workloadsQuerySchema } from '@/lib/api/contracts/workloads';
import type { ProviderId } from '@/lib/domain/provider';
import { defaultTagRules, type InventoryItem } from '@/lib/domain/resource';
import { noPlacement } from '@/lib/domain/site/placement';
import { type Database, openDatabase } from '@/lib/store/database/database';
import { startEmbeddedPostgres, stopEmbeddedPostgres } from '@/lib/store/database/embedded-postgres';
import { migrate } from '@/lib/store/database/migrate';
import { writeScope } from '@/lib/store/inventory/write-scope';
import type { ViewContext } from '@/lib/views/view-context';
import { readWorkload } from '@/lib/views/workloads/read-workload';
import { readWorkloadsPage } from '@/lib/views/workloads/read-workloads-page';
import { type Measurement, measure, timed } from '../measure';
import { generateKueue, generatePods, generateSlurmJobs, generateTrainingJobs } from './generate-work';

const slurmJobs = 25_000;
const kueueJobs = 15_000;
const deployments = 5_000;
const trainingJobs = 5_000;
/** Rows of the list. */
const work = slurmJobs + kueueJobs + deployments + trainingJobs;
const turns = 30;
const bar = { atMost: 150 };

/** How fast 50,000 pieces of work are listed, over a durable PostgreSQL of its own. */
export async function benchWorkloads(): Promise<Measurement[]> {
  const directory = await mkdtemp(join(tmpdir(), 'millwright-bench-workloads-'));
  const server = await startEmbeddedPostgres(join(directory, 'postgres'));
  const database = openDatabase(server.url, { statementTimeoutMs: 600_000, applicationName: 'millwright bench' });
  try {
    await migrate(server.url);
    return await measureList(database);
  } finally {
    await database.close();
    await stopEmbeddedPostgres(join(directory, 'postgres'));
    await rm(directory, { recursive: true, force: true });
  }
}

async function measureList(database: Database): Promise<Measurement[]> {
  const now = new Date();
  const from = now.getTime() - 7 * 86_400_000;
  const [slurm, kubernetes, aws] = [
    await connect(database, 'slurm'),
    await connect(database, 'kubernetes'),
    await connect(database, 'aws'),
  ];
  const pods = generatePods(kueueJobs, deployments, from);
  await slurm('batch-job', generateSlurmJobs(slurmJobs, from), now);
  await kubernetes('batch-job', generateKueue(kueueJobs, from), now);
  await kubernetes('pod', pods, now);
  await aws('training-job', generateTrainingJobs(trainingJobs, from), now);
  await database.pool.query('vacuum analyze');
  const context: ViewContext = { actor: cliActor('bench'), database, now };
  const page = (input: Record<string, unknown> = {}) => readWorkloadsPage(context, workloadsQuerySchema.parse(input));
  const cold = await timed(() => page());
  const { total } = await page();
  if (total.value !== work) throw new RangeError(`${total.value} pieces of work are listed, not ${work}.`);
  const measurements: Measurement[] = [
    { name: `${work} pieces of work, first page of a new process`, median: cold, p95: cold, unit: 'ms' },
  ];
  for (const sort of workloadSortKeys) {
    measurements.push(await measure(`first page by ${sort}`, turns, () => page({ sort }), bar));
    const cursor = (await page({ sort, limit: 200 })).nextCursor;
    measurements.push(await measure(`  page behind it`, turns, () => page({ sort, cursor }), bar));
  }
  const filters: [string, Record<string, unknown>][] = [
    ['those that wait', { state: 'waiting', sort: 'waiting' }],
    ['one team of one system', { team: 'team-7', system: 'slurm' }],
    ['a search', { q: 'train-14' }],
    ['a search that finds nothing', { q: 'nothing like it' }],
  ];
  for (const [name, filter] of filters) measurements.push(await measure(name, turns, () => page(filter), bar));
  const [last] = (await page({ state: 'waiting', system: 'slurm', sort: 'submitted', limit: 1 })).items;
  if (last === undefined) throw new RangeError('Nothing waits.');
  measurements.push(
    await measure('one that waits, with who is ahead of it', turns, () => readWorkload(context, last.id)),
  );
  const again: number[] = [];
  for (let turn = 1; turn <= 5; turn++) {
    const changed = pods.map((pod, index) =>
      index % 100 === turn ? { ...pod, nativeStatus: `Running ${turn}` } : pod,
    );
    await kubernetes('pod', changed, now);
    again.push(await timed(() => page()));
  }
  const slowest = Math.max(...again);
  const name = `first page after ${pods.length} pods were read again, one in a hundred changed`;
  return [...measurements, { name, median: slowest, p95: slowest, unit: 'ms' }];
}

async function connect(
  { prisma, pool }: Database,
  provider: ProviderId,
): Promise<(kind: InventoryItem['kind'], items: InventoryItem[], readAt: Date) => Promise<void>> {
  const schedules = { create: { capability: 'inventory', nextDueAt: new Date() } };
  const { id } = await prisma.connection.create({
    data: {
      provider,
      name: provider,
      settings: {},
      tagRules: { ...defaultTagRules },
      intervalMs: 86_400_000,
      schedules,
    },
  });
  const connection = { id, provider, tagRules: defaultTagRules };
  return async (kind, items, readAt) => {
    const scope = { account: 'bench', region: 'global', kind };
    const result = { items, completeness: { complete: true as const }, readAt, source: 'bench' };
    await writeScope(pool, { connection, placement: noPlacement, scope, listed: true, result }, async () => undefined);
  };
}
