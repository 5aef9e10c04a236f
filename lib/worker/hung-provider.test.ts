import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { collectInventory } from '@/lib/collect/collect-inventory';
import { connectProving } from '@/lib/collect/every-fault-conformance';
import { parseMasterKey } from '@/lib/config/master-keys';
import { type ProviderId, providerIds } from '@/lib/domain/provider';
import type { CallLimits } from '@/lib/providers/contract/calls/call-limits';
import { openDatabase } from '@/lib/store/database/database';
import { createTestDatabase, type TestDatabase } from '@/lib/store/database/test-database';
import { type RunningSandbox, startSandbox } from '@/sandbox/start-sandbox';
import { startWorker, type Worker, type WorkerTimings } from './start-worker';

const current = parseMasterKey(randomBytes(32).toString('base64'));
if (current === null) throw new Error('a fresh key must parse');
const keys = { current, previous: [] };
const egressAllow = ['127.0.0.1/32'];
const quick: Partial<WorkerTimings> = { tickMs: 100, pollSeconds: 0.5, stopWithinMs: 2_000 };
/** Others are read fast; what hangs goes on hanging for as long as it may by default. */
const limits: Partial<CallLimits> = { ratePerSecond: 1000, concurrency: 16 };
const hung: ProviderId = 'kubernetes';
const others = providerIds.filter((provider) => provider !== hung);

let database: TestDatabase;
let sandbox: RunningSandbox;
const workers: Worker[] = [];
const closing: (() => Promise<void>)[] = [];

beforeAll(async () => {
  const faces = providerIds.filter((provider) => provider !== 'aws');
  [database, sandbox] = await Promise.all([createTestDatabase(), startSandbox({ faces })]);
  sandbox.clock.hold();
});
afterAll(async () => {
  await Promise.all(workers.map((worker) => worker.stop()));
  await Promise.all(closing.map((close) => close()));
  await sandbox.stop();
  await database.close();
});

const collectors = { inventory: collectInventory };

/** A worker that collects one connection at a time. */
async function work(): Promise<void> {
  const own = openDatabase(database.url, { maxConnections: 6, onIdleError: () => undefined });
  closing.push(() => own.close());
  const deployment = { database: own, keys, egressAllow, now: () => new Date(), limits };
  workers.push(
    await startWorker({ databaseUrl: database.url, deployment, collectors, timings: quick, concurrency: 1 }),
  );
}

const connect = (provider: ProviderId) => connectProving(database, sandbox, provider, { keys, egressAllow });

async function outcomesOf(connectionIds: string[]): Promise<string[]> {
  const runs = await database.prisma.collectionRun.findMany({ where: { connectionId: { in: connectionIds } } });
  return runs.map(({ outcome }) => outcome);
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await sleep(50);
}

test('a provider that hangs keeps one worker, and the other reads all the rest meanwhile', {
  timeout: 60_000,
}, async () => {
  sandbox.faults.set(hung, [{ fault: { kind: 'hang' } }]);
  await Promise.all([work(), work()]);
  const hanging = await connect(hung);
  await until(async () => sandbox.faults.state()[hung]?.[0]?.struck !== 0);

  const rest = await Promise.all(others.map(connect));
  await until(async () => (await outcomesOf(rest)).filter((outcome) => outcome !== 'running').length === rest.length);
  expect(await outcomesOf([hanging])).toEqual(['running']);
  expect(await outcomesOf(rest)).toEqual(rest.map(() => 'complete'));
});
