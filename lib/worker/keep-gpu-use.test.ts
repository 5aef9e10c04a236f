import { afterAll, beforeAll, expect, test } from 'vitest';
import type { MetricSeries } from '@/lib/domain/metric';
import { defaultTagRules, type InventoryItem, type ResourceKind } from '@/lib/domain/resource';
import type { Workload } from '@/lib/domain/workload';
import { createTestDatabase, type TestDatabase } from '@/lib/store/database/test-database';
import { readGpuUse } from '@/lib/store/gpu-use/read-gpu-use';
import { toTestItem, writeTestScope } from '@/lib/store/inventory/test-inventory';
import { acquireLease } from '@/lib/store/leases/acquire-lease';
import { releaseLease } from '@/lib/store/leases/release-lease';
import { metricStoreOf } from '@/lib/store/metrics/metric-store-of';
import { keepGpuUse } from './keep-gpu-use';

const minute = 60_000;
const hourMs = 60 * minute;
const noon = Date.parse('2026-11-22T12:00:00Z');
const at = (minutes: number) => new Date(noon + minutes * minute);
const size = 4;

let database: TestDatabase;
let hall: string;
let meters: string;
beforeAll(async () => {
  database = await createTestDatabase();
  hall = await connect('hall', 'slurm', 'inventory');
  meters = await connect('meters', 'prometheus', 'metrics');
});
afterAll(() => database.close());

async function connect(name: string, provider: string, capability: string): Promise<string> {
  const { id } = await database.prisma.connection.create({
    data: {
      provider,
      name,
      settings: {},
      tagRules: { ...defaultTagRules },
      intervalMs: 10 * minute,
      schedules: { create: [{ capability, nextDueAt: at(0), intervalMs: minute }] },
    },
  });
  return id;
}

const running: Workload = {
  state: 'running',
  reason: null,
  queue: 'h100',
  namespace: null,
  submitter: 'ida',
  account: null,
  priority: null,
  requested: [{ model: 'NVIDIA H100', count: 2 }],
  holdings: [{ node: 'n1', count: 2, indexes: [0, 1] }],
  submittedAt: at(-200),
  eligibleAt: null,
  startedAt: at(-180),
  endedAt: null,
  timeLimitMs: null,
  expectedStartAt: null,
  controller: null,
  storage: [],
};

/** Reads the cluster: a node of four devices, and the job that has two of them. */
async function read(minutes: number, workload: Workload, more: Record<string, string> = {}): Promise<void> {
  const accelerators = [{ model: 'NVIDIA H100', count: size, memoryBytes: null }];
  await write('cluster-node', [toTestItem('hall/nodes/n1', { name: 'n1', accelerators })], minutes);
  await write(
    'batch-job',
    [toTestItem('hall/jobs/7', { name: 'train', workload, tags: { team: 'vision', ...more } })],
    minutes,
  );
  await database.prisma.collectionRun.create({
    data: {
      connectionId: hall,
      capability: 'inventory',
      fencingToken: 1,
      outcome: 'complete',
      startedAt: at(minutes),
      finishedAt: at(minutes),
    },
  });
}

async function write(kind: ResourceKind, items: InventoryItem[], minutes: number): Promise<void> {
  const scope = { account: 'hall', region: 'global', kind };
  const all = items.map((item) => ({ ...item, ...scope }));
  const reading = { id: hall, provider: 'slurm' as const, tagRules: defaultTagRules };
  await writeTestScope(database.pool, reading, all, { scope, readAt: at(minutes) });
}

/** Measures the first device busy, the second at rest, and the third not at all. */
async function measure(from: number, to: number): Promise<void> {
  const series = [0.8, 0, null, 0].flatMap((share, index): MetricSeries[] =>
    share === null
      ? []
      : [
          {
            metric: 'gpu.sm.active',
            definition: 'DCGM_FI_PROF_SM_ACTIVE',
            subject: 'accelerator',
            attributes: { 'host.name': 'n1', 'gpu.index': String(index) },
            points: Array.from({ length: to - from }, (_, step) => ({ at: at(from + step), value: share })),
          },
        ],
  );
  const batch = { connectionId: meters, series, now: at(to) };
  await metricStoreOf(database.pool).write(batch, async () => undefined);
}

const keep = (minutes: number) =>
  keepGpuUse(database, { now: () => at(minutes), stopping: new AbortController().signal });

async function told(): Promise<Record<string, number>> {
  const accounts = await readGpuUse(database.pool, { from: '2026-11-22', to: '2026-11-22' });
  const sum = (state: keyof (typeof accounts)[number]['time']) =>
    accounts.reduce((all, { time }) => all + time[state], 0) / hourMs;
  return {
    free: sum('not-allocated'),
    idle: sum('idle'),
    lost: sum('thrown-away'),
    useful: sum('useful'),
    unknown: sum('unknown'),
  };
}

test('hours are told from what was measured and who had what, the same each time, and anew as more is known', async () => {
  await read(-120, running);
  await read(-60, running);
  await read(0, running);
  await measure(-130, 0);
  expect(await keep(10)).toMatchObject({ accounts: expect.any(Number) });
  // From 10:00, when it was first read, to 12:00: the job has two, of which one rests; two are free, measured or not.
  // Before the first reads nobody knows who had the others: what was measured from 9:50 on is not known of them.
  const first = await told();
  expect(first).toMatchObject({ lost: 0 });
  expect(first.useful).toBeCloseTo(2 + 1 / 6, 9);
  expect(first.idle).toBeCloseTo(2 + 1 / 6, 9);
  expect(first.free).toBeCloseTo(4, 9);
  expect(Number(first.unknown) * 60).toBeCloseTo(20, 9);

  await database.pool.query("UPDATE gpu_use_pass SET accounted_at = '2026-11-22T08:00:00Z'");
  await keep(10);
  expect(await told()).toEqual(first);

  await measure(0, 15);
  // Nobody has written a checkpoint in the year 2100 yet.
  const checkpoint = { 'millwright.dev/checkpoint-at': '4102444800' };
  await read(20, { ...running, state: 'failed', endedAt: at(15), holdings: [] }, checkpoint);
  await keep(40);
  const later = await told();
  // It failed at 12:15: all that it was busy with is lost, that of the morning too. What it left idle stays idle.
  expect(later.useful).toBe(0);
  expect(later.lost).toBeCloseTo(2 + 1 / 6 + 1 / 4, 9);
  expect(later.idle).toBeCloseTo(2 + 1 / 6 + 1 / 4, 9);
  const all = Object.values(later).reduce((sum, hours) => sum + hours, 0);
  expect(all).toBeCloseTo(size * (2 + 1 / 6 + 1 / 2), 9);
});

test('one worker at a time accounts', async () => {
  const lease = await acquireLease(database.pool, { name: 'upkeep:gpu-use', holder: 'another', ttlMs: 30_000 });
  expect(await keep(50)).toBeNull();
  if (lease !== null) await releaseLease(database.pool, lease);
});
