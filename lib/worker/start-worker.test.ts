import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { PgBoss } from 'pg-boss';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CollectionResult, Collector } from '@/lib/collect/collector';
import { parseMasterKey } from '@/lib/config/master-keys';
import { openDatabase } from '@/lib/store/database/database';
import { createTestDatabase, type TestDatabase } from '@/lib/store/database/test-database';
import { collectQueue } from './queues';
import { startWorker, type Worker, type WorkerTimings } from './start-worker';

const quick: Partial<WorkerTimings> = {
  tickMs: 100,
  leaseTtlMs: 2_000,
  heartbeatSeconds: 10,
  superviseSeconds: 1,
  pollSeconds: 0.5,
  stopWithinMs: 2_000,
};
const nothing: CollectionResult = {
  outcome: 'complete',
  counts: { seen: 0, added: 0, changed: 0, gone: 0, held: 0 },
  gaps: [],
  notBefore: null,
};

let database: TestDatabase;
let workers: Worker[] = [];
let closing: (() => Promise<void>)[] = [];

beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(async () => {
  await Promise.all(workers.map((worker) => worker.stop()));
  await Promise.all(closing.map((close) => close()));
  workers = [];
  closing = [];
  await database.close();
});

async function work(collect: Collector, collectBills = collect): Promise<Worker> {
  const own = openDatabase(database.url, { maxConnections: 6, onIdleError: () => undefined });
  closing.push(() => own.close());
  const current = parseMasterKey(randomBytes(32).toString('base64'));
  if (current === null) throw new Error('a fresh key must parse');
  const worker = await startWorker({
    databaseUrl: database.url,
    deployment: { database: own, keys: { current, previous: [] }, egressAllow: [], now: () => new Date() },
    collectors: { inventory: collect, cost: collectBills },
    timings: quick,
  });
  workers.push(worker);
  return worker;
}

async function connect(
  count: number,
  { paused = false, dueInMs = 0, capabilities = ['inventory'] } = {},
): Promise<string[]> {
  const rows = await Promise.all(
    Array.from({ length: count }, (_, index) =>
      database.prisma.connection.create({
        data: {
          provider: 'aws',
          name: `connection ${index}`,
          settings: {},
          tagRules: { owner: [], team: [], site: [] },
          intervalMs: 3_600_000,
          paused,
          schedules: {
            create: capabilities.map((capability) => ({ capability, nextDueAt: new Date(Date.now() + dueInMs) })),
          },
        },
      }),
    ),
  );
  return rows.map(({ id }) => id);
}

function runs() {
  return database.prisma.collectionRun.findMany({ orderBy: { startedAt: 'asc' } });
}

async function until(condition: () => Promise<boolean> | boolean, withinMs = 15_000): Promise<void> {
  const giveUpAt = performance.now() + withinMs;
  while (!(await condition())) {
    if (performance.now() > giveUpAt) throw new Error('what was waited for did not happen');
    await sleep(50);
  }
}

describe('the worker', () => {
  test('two side by side run every due collection exactly once', async () => {
    const ids = await connect(25);
    let most = 0;
    let now = 0;
    const collect = async () => {
      now += 1;
      most = Math.max(most, now);
      await sleep(20 + Math.random() * 60);
      now -= 1;
      return nothing;
    };
    await Promise.all([work(collect), work(collect)]);
    await until(async () => (await database.prisma.collectionRun.count({ where: { outcome: 'complete' } })) >= 25);
    await sleep(1_000);
    const all = await runs();
    expect(all).toHaveLength(25);
    expect(new Set(all.map(({ connectionId }) => connectionId))).toEqual(new Set(ids));
    expect(most).toBeGreaterThan(1);
  });

  test('reads the bills of one connection at a time, and meanwhile the inventories of all', async () => {
    await connect(9, { capabilities: ['cost', 'inventory'] });
    let bills = 0;
    let mostBills = 0;
    let inventories = 0;
    const collectBills = async () => {
      bills += 1;
      mostBills = Math.max(mostBills, bills);
      await until(() => inventories === 9);
      bills -= 1;
      return nothing;
    };
    await work(async () => {
      inventories += 1;
      return nothing;
    }, collectBills);
    await until(async () => (await database.prisma.collectionRun.count({ where: { outcome: 'complete' } })) === 18);
    expect(mostBills).toBe(1);
  });

  test('makes up once for what was missed, then keeps to the interval give or take a tenth', async () => {
    const [id] = await connect(1, { dueInMs: -30 * 3_600_000 });
    await work(async () => nothing);
    await until(async () => (await runs()).length > 0);
    await sleep(700);
    expect(await runs()).toHaveLength(1);
    const schedule = await database.prisma.collectionSchedule.findFirstOrThrow({ where: { connectionId: id } });
    const dueIn = schedule.nextDueAt.getTime() - Date.now();
    expect(dueIn).toBeGreaterThan(0.88 * 3_600_000);
    expect(dueIn).toBeLessThan(1.11 * 3_600_000);
  });

  test('leaves paused connections alone and serves a request to run now within two seconds', async () => {
    const [paused] = await connect(1, { paused: true });
    await work(async () => nothing);
    await sleep(500);
    expect(await runs()).toHaveLength(0);
    await database.prisma.connection.update({ where: { id: paused }, data: { paused: false } });
    await until(async () => (await runs()).length === 1);
    const asked = performance.now();
    await database.prisma.collectionSchedule.updateMany({ data: { requestedAt: new Date() } });
    await until(async () => (await runs()).length === 2, 2_000);
    expect(performance.now() - asked).toBeLessThan(2_000);
    const schedule = await database.prisma.collectionSchedule.findFirstOrThrow();
    expect(schedule.requestedAt).toBeNull();
  });

  test('reads again soon what was changed while a run was under way', async () => {
    await connect(1);
    const first = Promise.withResolvers<void>();
    await work(async () => {
      await first.promise;
      return nothing;
    });
    await until(async () => (await runs())[0]?.outcome === 'running');
    await database.pool.query('UPDATE collection_schedule SET next_due_at = now()');
    await sleep(500);
    first.resolve();
    await until(async () => (await runs()).length === 2, 8_000);
  });

  test('records a run as begun before the first call, with its calls and outcome when it ends', async () => {
    await connect(1);
    let duringRun: string[] = [];
    await work(async ({ countCallsBy }) => {
      duringRun = (await runs()).map(({ outcome }) => outcome);
      countCallsBy(() => [{ operation: 'ec2:DescribeInstances', attempts: 3, failures: 1, costMicroUsd: 7 }]);
      const gap = { fault: 'permission-missing' as const, message: 'Access denied.' };
      return { outcome: 'partial', counts: nothing.counts, gaps: [gap], notBefore: new Date(Date.now() + 7_200_000) };
    });
    await until(async () => (await runs())[0]?.outcome === 'partial');
    expect(duringRun).toEqual(['running']);
    const [run] = await runs();
    expect(run?.calls).toEqual([{ operation: 'ec2:DescribeInstances', attempts: 3, failures: 1, costMicroUsd: 7 }]);
    expect(run?.gaps).toEqual([{ fault: 'permission-missing', message: 'Access denied.' }]);
    expect(run?.finishedAt).not.toBeNull();
    const [usage] = await database.prisma.apiUsage.findMany();
    expect(usage).toMatchObject({ attempts: 3n, failures: 1n, costMicroUsd: 7n });
    const isDeferred = async () => {
      const schedule = await database.prisma.collectionSchedule.findFirstOrThrow();
      return schedule.nextDueAt.getTime() - Date.now() > 1.9 * 3_600_000;
    };
    await until(isDeferred); // as long as the provider asked for
  });

  test('stopped in the middle of a run, hands it over within seconds to a worker that does it at once', async () => {
    await connect(1);
    const first = await work(
      ({ signal }) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
    );
    await until(async () => (await runs())[0]?.outcome === 'running');
    const asked = performance.now();
    await first.stop();
    expect(performance.now() - asked).toBeLessThan(5_000);
    expect((await runs())[0]).toMatchObject({ outcome: 'abandoned' });
    await work(async () => nothing);
    await until(async () => (await runs()).at(-1)?.outcome === 'complete', 3_000);
    expect(await runs()).toHaveLength(2);
  });

  test('a collection whose lease is stolen is stopped, writes nothing more, and its run is abandoned', async () => {
    await connect(1);
    const reasons: string[] = [];
    let entered = 0;
    await work(async ({ signal }) => {
      entered += 1;
      if (entered > 1) return nothing;
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      reasons.push(signal.reason.name);
      throw signal.reason;
    });
    await until(() => entered === 1);
    await database.pool.query(`UPDATE lease SET holder = 'thief', fencing_token = fencing_token + 1`);
    await until(() => reasons.length === 1);
    expect(reasons).toEqual(['LeaseLost']);
    expect((await runs())[0]?.outcome).toBe('running');
    await until(async () => (await runs()).at(-1)?.outcome === 'complete', 25_000);
    expect((await runs())[0]?.outcome).toBe('abandoned');
  });

  test('a payload that makes no sense is dead-lettered and put on record', async () => {
    await work(async () => nothing);
    const boss = new PgBoss({ connectionString: database.url, schema: 'pgboss', supervise: false, schedule: false });
    await boss.start();
    closing.push(() => boss.stop({ graceful: false }));
    await boss.send(collectQueue, { connectionId: "'; DROP TABLE resource", capability: 'inventory' });
    await until(
      async () => (await database.prisma.auditEntry.count({ where: { action: 'collection.give-up' } })) === 1,
    );
    expect(await runs()).toHaveLength(0);
  });

  test('a fault of our own is recorded as a failed run and tried again', async () => {
    await connect(1);
    let entered = 0;
    await work(async () => {
      entered += 1;
      if (entered === 1) throw new TypeError('a bug');
      return nothing;
    });
    await until(async () => (await runs()).at(-1)?.outcome === 'complete', 20_000);
    const [failed] = await runs();
    expect(failed).toMatchObject({ outcome: 'failed', counts: null });
    expect(JSON.stringify(failed?.gaps)).toContain(failed?.id);
    expect(JSON.stringify(failed?.gaps)).not.toContain('a bug');
  });

  test('rides out broken database connections without an unhandled rejection', async () => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown) => unhandled.push(reason);
    process.on('unhandledRejection', note);
    try {
      await connect(1);
      await work(async () => nothing);
      await until(async () => (await runs()).length === 1);
      const sever = () =>
        database.pool.query(
          'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
        );
      for (let round = 0; round < 5; round += 1) {
        await sever().catch(() => undefined);
        await sleep(200);
      }
      await database.prisma.collectionSchedule.updateMany({ data: { requestedAt: new Date() } });
      await until(async () => (await runs()).length === 2, 20_000);
    } finally {
      process.off('unhandledRejection', note);
    }
    expect(unhandled).toEqual([]);
  });
});
