import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { cliActor } from '@/lib/access/actor';
import { createConnection } from '@/lib/commands/connections/create-connection';
import { readConfig } from '@/lib/config/config';
import { createTestDatabase, type TestDatabase } from '@/lib/store/database/test-database';
import { type RunningSandbox, startSandbox } from '@/sandbox/start-sandbox';

const root = join(import.meta.dirname, '..', '..');
let database: TestDatabase;
let sandbox: RunningSandbox;
let dataDir: string;
let env: Record<string, string>;
let children: ChildProcess[] = [];

beforeEach(async () => {
  const standing = new Date(); // two reads at different times are comparable only where nothing moves
  [database, sandbox] = await Promise.all([createTestDatabase(), startSandbox({ faces: [], realNow: () => standing })]);
  dataDir = await mkdtemp(join(tmpdir(), 'millwright-worker-'));
  env = {
    DATABASE_URL: database.url,
    MILLWRIGHT_KEY: randomBytes(32).toString('base64'),
    MILLWRIGHT_EGRESS_ALLOW: '127.0.0.1/32',
    MILLWRIGHT_METRICS_PORT: 'off',
    MILLWRIGHT_DATA_DIR: dataDir,
  };
});
afterEach(async () => {
  for (const child of children) await killed(child);
  children = [];
  await sandbox.stop();
  await database.close();
  await rm(dataDir, { recursive: true });
});

function start(script: string, changes: Record<string, string> = {}): ChildProcess {
  const child = spawn(process.execPath, ['--import', 'tsx', join('lib', 'worker', script)], {
    cwd: root,
    env: { ...process.env, ...env, ...changes },
    stdio: ['ignore', 'ignore', 'pipe'], // a pipe nobody reads would block the worker once full,
  });
  children.push(child);
  return child;
}

async function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

async function textOf(stream: NodeJS.ReadableStream | null, until: RegExp): Promise<string> {
  let text = '';
  for await (const chunk of stream ?? []) {
    text += chunk;
    if (until.test(text)) break;
  }
  return text;
}

async function connect(name: string): Promise<string> {
  const { endpoint, caCertificate, accessKeyId, secretAccessKey, roleArns, externalId } = sandbox.aws;
  const { id } = await createConnection(
    { actor: cliActor('test'), database, now: new Date(), requestId: 'test' },
    {
      provider: 'aws',
      name,
      settings: { endpoint, caCertificate, externalId, roleArns: roleArns.slice(0, 1), regions: ['us-east-1'] },
      secret: { accessKeyId, secretAccessKey },
    },
    readConfig(env, 'worker'),
  );
  return id;
}

async function rowsOf(connectionId: string): Promise<string[]> {
  const rows = await database.prisma.resource.findMany({ where: { connectionId, goneAt: null } });
  return rows.map(({ kind, nativeId, name, region, size }) => [kind, nativeId, name, region, size].join(' ')).sort();
}

/** Of its inventory: metrics are read beside it. */
function runsOf(connectionId: string) {
  const where = { connectionId, capability: 'inventory' };
  return database.prisma.collectionRun.findMany({ where, orderBy: { startedAt: 'asc' } });
}

async function hasSettled(connectionId: string): Promise<boolean> {
  const before = await rowsOf(connectionId);
  await sleep(1_500);
  return before.length > 0 && (await rowsOf(connectionId)).length === before.length;
}

async function until(condition: () => Promise<boolean>, withinMs: number): Promise<void> {
  const giveUpAt = performance.now() + withinMs;
  while (!(await condition())) {
    if (performance.now() > giveUpAt) throw new Error('what was waited for did not happen');
    await sleep(100);
  }
}

describe('the worker process', () => {
  test('killed in the middle of a sync, leaves what the next one makes whole', { timeout: 180_000 }, async () => {
    const disturbed = await connect('disturbed');
    sandbox.faults.set('aws', [{ fault: { kind: 'hang' }, where: { service: 'lambda' } }]);
    const first = start('test-worker.ts');
    await until(async () => (await rowsOf(disturbed)).length > 0, 100_000);
    await killed(first);
    sandbox.faults.clear();
    expect((await runsOf(disturbed)).map(({ outcome }) => outcome)).toEqual(['running']);

    start('test-worker.ts');
    const hasEnded = async (id: string) => (await runsOf(id)).some(({ outcome }) => /complete|partial/.test(outcome));
    await until(() => hasEnded(disturbed), 100_000);
    const undisturbed = await connect('undisturbed');
    await until(() => hasEnded(undisturbed), 100_000);
    expect(await rowsOf(disturbed)).toEqual(await rowsOf(undisturbed));
    expect((await runsOf(disturbed)).map(({ outcome }) => outcome)).toEqual([
      'abandoned',
      (await runsOf(undisturbed))[0]?.outcome,
    ]);
  });

  test('paused past its lease, changes nothing when it wakes after another took over', {
    timeout: 180_000,
  }, async () => {
    const id = await connect('paused');
    sandbox.faults.set('aws', [{ fault: { kind: 'hang' }, where: { service: 'lambda' } }]);
    const paused = start('test-worker.ts');
    await until(() => hasSettled(id), 100_000); // all but what hangs is written, so it stops outside a transaction
    paused.kill('SIGSTOP');
    sandbox.faults.clear();
    start('test-worker.ts');
    const outcomes = async () => (await runsOf(id)).map(({ outcome }) => outcome);
    await until(async () => /complete|partial/.test((await outcomes()).at(-1) ?? ''), 100_000);
    const rows = await rowsOf(id);
    const before = await runsOf(id);
    expect(before[0]?.outcome).toBe('abandoned');
    paused.kill('SIGCONT');
    await sleep(6_000);
    expect(await rowsOf(id)).toEqual(rows);
    expect((await runsOf(id)).map(({ counts, outcome }) => ({ counts, outcome }))).toEqual(
      before.map(({ counts, outcome }) => ({ counts, outcome })),
    );
  });

  test('asked to stop in the middle of a sync, ends within five seconds and leaves no lease', {
    timeout: 120_000,
  }, async () => {
    const id = await connect('stopped');
    sandbox.faults.set('aws', [{ fault: { kind: 'hang' }, where: { service: 'lambda' } }]);
    const worker = start('main.ts');
    await until(async () => (await rowsOf(id)).length > 0, 100_000);
    const asked = performance.now();
    worker.kill('SIGTERM');
    const [code] = await once(worker, 'exit');
    expect(performance.now() - asked).toBeLessThan(5_000);
    expect(code).toBe(0);
    expect((await runsOf(id)).map(({ outcome }) => outcome)).toEqual(['abandoned']);
    expect(await database.prisma.lease.count({ where: { expiresAt: { gt: new Date() } } })).toBe(0);
  });

  test('without what it needs, says what is missing in plain sentences and ends', async () => {
    const worker = start('main.ts', { DATABASE_URL: '', MILLWRIGHT_KEY: 'short' });
    const said = textOf(worker.stderr, /never/);
    const [code] = await once(worker, 'exit');
    expect(code).toBe(1);
    expect((await said).trim().split('\n')).toEqual([
      expect.stringMatching(/^DATABASE_URL is missing/),
      expect.stringMatching(/^MILLWRIGHT_KEY is not 32 bytes/),
    ]);
  });
});
