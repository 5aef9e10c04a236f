import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { cliActor } from '@/lib/access/actor';
import { createConnection } from '@/lib/commands/connections/create-connection';
import { parseMasterKey } from '@/lib/config/master-keys';
import type { CallLimits } from '@/lib/providers/contract/calls/call-limits';
import { createTestDatabase, type TestDatabase } from '@/lib/store/database/test-database';
import { acquireLease } from '@/lib/store/leases/acquire-lease';
import { toCollectionLease } from '@/lib/store/leases/collection-lease';
import { LeaseLost } from '@/lib/store/leases/lease';
import { releaseLease } from '@/lib/store/leases/release-lease';
import { type RunningSandbox, startSandbox } from '@/sandbox/start-sandbox';
import { collectInventory } from './collect-inventory';
import { runCollection } from './run-collection';

const current = parseMasterKey(randomBytes(32).toString('base64'));
if (current === null) throw new Error('a fresh key must parse');
const keys = { current, previous: [] };
const egressAllow = ['127.0.0.1/32'];

/** No waiting for its own sake. */
const quick: Partial<CallLimits> = { ratePerSecond: 1000 };

/** The factory stands still, so that what was read stays comparable with what is there. */
const standing = new Date();

let database: TestDatabase;
let sandbox: RunningSandbox;
beforeAll(async () => {
  [database, sandbox] = await Promise.all([createTestDatabase(), startSandbox({ faces: [], realNow: () => standing })]);
});
afterAll(async () => {
  await sandbox.stop();
  await database.close();
});
beforeEach(async () => {
  sandbox.faults.clear();
  await database.prisma.connection.deleteMany();
});

async function connect(settings: Record<string, string | string[]> = {}): Promise<string> {
  const { endpoint, caCertificate, accessKeyId, secretAccessKey, roleArns, externalId } = sandbox.aws;
  const context = { actor: cliActor('test'), database, now: new Date(), requestId: 'test' };
  const { id } = await createConnection(
    context,
    {
      provider: 'aws',
      name: `factory ${randomUUID()}`,
      settings: { endpoint, caCertificate, roleArns, externalId, ...settings },
      secret: { accessKeyId, secretAccessKey },
    },
    { keys, egressAllow },
    { simulated: true },
  );
  return id;
}

/** One account and two regions: enough to see what matters, soon. */
function small(): Record<string, string[]> {
  return { roleArns: sandbox.aws.roleArns.slice(0, 1), regions: ['us-east-1', 'eu-central-1'] };
}

async function collect(connectionId: string, { signal = new AbortController().signal, limits = quick } = {}) {
  const name = toCollectionLease(connectionId, 'inventory');
  const lease = await acquireLease(database.pool, { name, holder: randomUUID(), ttlMs: 120_000 });
  if (lease === null) throw new Error('the lease is taken');
  const deployment = { database, keys, egressAllow, now: () => new Date(), limits };
  const order = { connectionId, capability: 'inventory' as const, collect: collectInventory, lease, signal };
  const end = await runCollection(deployment, order);
  await releaseLease(database.pool, lease);
  const run = await database.prisma.collectionRun.findFirstOrThrow({
    where: { connectionId },
    orderBy: { id: 'desc' },
  });
  return { end, run };
}

async function present(connectionId: string): Promise<Set<string>> {
  const rows = await database.prisma.resource.findMany({ where: { connectionId, goneAt: null } });
  return new Set(rows.map(({ kind, nativeId }) => `${kind} ${nativeId}`));
}

async function untilSomethingIsStored(connectionId: string): Promise<void> {
  while ((await database.prisma.resource.count({ where: { connectionId } })) === 0) await sleep(20);
}

function truth(): Set<string> {
  return new Set(sandbox.truth().resources.map(({ kind, nativeId }) => `${kind} ${nativeId}`));
}

describe('collecting an inventory', () => {
  test('stores everything that is there and readable, and says what it did', { timeout: 120_000 }, async () => {
    const id = await connect();
    // At the usual pace: all at once would keep calls waiting for each other on a busy machine.
    const { run } = await collect(id, { limits: {} });
    const stored = await present(id);
    const there = truth();
    expect([...stored].filter((resource) => !there.has(resource))).toEqual([]);
    const missing = sandbox
      .truth()
      .resources.filter(
        ({ kind, nativeId, nativeStatus }) => !stored.has(`${kind} ${nativeId}`) && nativeStatus !== 'terminated',
      );
    const scopes = await database.prisma.inventoryScope.findMany({ where: { connectionId: id, gaps: { not: [] } } });
    const isGap = ({ account, region, kind }: { account: string; region: string; kind: string }) =>
      scopes.some(
        (scope) => scope.account === account && scope.kind === kind && ['global', region].includes(scope.region),
      );
    expect(missing.filter((resource) => !isGap(resource))).toEqual([]);
    expect(run).toMatchObject({
      outcome: expect.stringMatching(/^(complete|partial)$/),
      counts: { seen: stored.size },
    });
    expect(run.calls).not.toEqual([]);
    const usage = await database.prisma.apiUsage.findMany({ where: { connectionId: id } });
    expect(usage.length).toBeGreaterThan(0);
  });

  test('read again, finds nothing new and loses nothing', { timeout: 120_000 }, async () => {
    const id = await connect(small());
    const { run: first } = await collect(id);
    const { run: second } = await collect(id);
    const stored = await present(id);
    expect(first.counts).toMatchObject({ seen: stored.size, added: stored.size });
    expect(second.counts).toMatchObject({ seen: stored.size, added: 0, gone: 0, held: 0 });
  });

  test('with rejected credentials fails, says so and deletes nothing', { timeout: 120_000 }, async () => {
    const id = await connect(small());
    await collect(id);
    const before = await present(id);
    sandbox.faults.set('aws', [{ fault: { kind: 'expired-credentials' } }]);
    const { run } = await collect(id);
    expect(run).toMatchObject({ outcome: 'failed', counts: null });
    expect(run.gaps).toMatchObject([{ fault: 'credentials-rejected', account: expect.any(String) }]);
    expect(await present(id)).toEqual(before);
  });

  test('with one region denied is partial, names the region, and keeps what it knew of it', {
    timeout: 120_000,
  }, async () => {
    const id = await connect(small());
    await collect(id);
    const before = await present(id);
    sandbox.faults.set('aws', [
      { fault: { kind: 'missing-permission' }, where: { region: 'eu-central-1', operation: 'DescribeInstances' } },
    ]);
    const { run } = await collect(id);
    expect(run.outcome).toBe('partial');
    expect(JSON.stringify(run.gaps)).toMatch(/permission-missing.*eu-central-1/);
    expect(await present(id)).toEqual(before);
  });

  test('cut off while the provider hangs, stops at once and leaves the run abandoned', {
    timeout: 120_000,
  }, async () => {
    const id = await connect(small());
    sandbox.faults.set('aws', [{ fault: { kind: 'hang' }, where: { service: 'lambda' } }]);
    const stop = new AbortController();
    const collecting = collect(id, { signal: stop.signal });
    await untilSomethingIsStored(id);
    const reason = new Error('stopping');
    const asked = performance.now();
    stop.abort(reason);
    await expect(collecting).rejects.toBe(reason);
    expect(performance.now() - asked).toBeLessThan(3_000);
    const run = await database.prisma.collectionRun.findFirstOrThrow({ where: { connectionId: id } });
    expect(run.outcome).toBe('abandoned');
    expect(run.calls).not.toEqual([]);
  });

  test('whose lease another took commits nothing more', { timeout: 120_000 }, async () => {
    const id = await connect(small());
    // At the usual pace much is still to be read when the lease goes.
    const collecting = collect(id, { limits: {} }).catch((error: unknown) => error);
    await untilSomethingIsStored(id);
    // As a lease is taken: not while something is being written under it.
    await database.pool.query(
      `WITH taken AS (SELECT name FROM lease WHERE name = $1 FOR UPDATE)
       UPDATE lease SET holder = 'thief', fencing_token = fencing_token + 1 FROM taken WHERE lease.name = taken.name`,
      [toCollectionLease(id, 'inventory')],
    );
    const atTheft = await present(id);
    expect(await collecting).toBeInstanceOf(LeaseLost);
    expect(await present(id)).toEqual(atTheft);
  });

  test('with a secret that cannot be opened fails with what to do, and calls nothing', async () => {
    const id = await connect();
    await database.pool.query(
      'UPDATE connection_secret SET envelope = set_byte(envelope, 80, (get_byte(envelope, 80) + 1) % 256)',
    );
    const { run } = await collect(id);
    expect(run).toMatchObject({ outcome: 'failed', calls: [] });
    expect(JSON.stringify(run.gaps)).toContain('altered');
  });
});
