import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '@/lib/access/actor';
import type { CreateConnection } from '@/lib/api/contracts/connections';
import { type MasterKeys, parseMasterKey } from '@/lib/config/master-keys';
import type { Role } from '@/lib/domain/access';
import { Refusal } from '@/lib/domain/refusal';
import { createTestDatabase, type TestDatabase } from '@/lib/store/database/test-database';
import { toCollectionLease } from '@/lib/store/leases/collection-lease';
import { readSecret } from '@/lib/store/secrets/connection-secret';
import { createConnection } from './create-connection';
import { pauseConnection } from './pause-connection';
import { removeConnection } from './remove-connection';
import { requestSync } from './request-sync';
import { resealSecrets } from './reseal-secrets';
import { rotateSecret } from './rotate-secret';
import { testConnection } from './test-connection';
import { updateConnection } from './update-connection';

let database: TestDatabase;
let keys: MasterKeys;
let names = 0;
beforeAll(async () => {
  database = await createTestDatabase();
  keys = freshKeys();
});
afterAll(() => database.close());
beforeEach(() => database.prisma.connection.deleteMany());

function freshKeys(previous: MasterKeys['previous'] = []): MasterKeys {
  const current = parseMasterKey(randomBytes(32).toString('base64'));
  if (current === null) throw new Error('a fresh key must parse');
  return { current, previous };
}

function as(role: Role, now = new Date()) {
  const id = '019a0000-0000-7000-8000-00000000000a';
  const actor: Actor = {
    kind: 'person',
    id,
    personId: id,
    label: `${role}@example.com`,
    grants: [{ role, scope: { kind: 'all' } }],
  };
  return { actor, database, now, requestId: 'test' };
}

const deployment = () => ({ keys, egressAllow: ['10.0.0.0/8'] });
const canary = 'canary-6d1f0c';
const secret = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: canary };

function input(changes: Partial<CreateConnection> = {}): CreateConnection {
  names += 1;
  return { provider: 'aws', name: `research ${names}`, settings: {}, secret, ...changes };
}

async function refusalOf(work: Promise<unknown>): Promise<Refusal> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Refusal)) throw new Error(`expected a refusal, got ${String(error)}`);
  return error;
}

/** Bills and prices are first due later. */
const ofInventory = { where: { capability: 'inventory' } };

function lastAudit() {
  return database.prisma.auditEntry.findFirstOrThrow({ orderBy: { sequence: 'desc' } });
}

describe('creating a connection', () => {
  test('stores it with its secret sealed, due at once, and on record without the secret', async () => {
    const made = await createConnection(as('operator'), input({ settings: { regions: ['us-east-1'] } }), deployment());
    expect(made).toMatchObject({ managedBy: 'console', paused: false, version: 1, intervalMs: 600_000 });
    expect(made.settings).toMatchObject({ regions: ['us-east-1'], homeRegion: 'us-east-1' });
    expect(await readSecret(database.prisma, keys, made.id)).toEqual(secret);
    const key = { connectionId: made.id, capability: 'inventory' };
    const schedule = await database.prisma.collectionSchedule.findFirst({ where: key });
    expect(schedule?.nextDueAt.getTime()).toBeLessThanOrEqual(Date.now());
    const entry = await lastAudit();
    expect(entry).toMatchObject({ action: 'connection.create', outcome: 'done', targetId: made.id });
    const everything = await database.pool.query(
      `SELECT (SELECT json_agg(a) FROM audit_entry a)::text || (SELECT json_agg(c) FROM connection c)::text ||
         (SELECT string_agg(encode(envelope, 'escape'), '') FROM connection_secret) AS text`,
    );
    expect(everything.rows[0]?.text).not.toContain(canary);
  });

  test('by one who may not is refused and put on record', async () => {
    const refusal = await refusalOf(createConnection(as('viewer'), input(), deployment()));
    expect(refusal.kind).toBe('denied');
    expect(await lastAudit()).toMatchObject({
      action: 'connection.create',
      outcome: 'denied',
      actorLabel: 'viewer@example.com',
    });
    expect(await database.prisma.connection.count()).toBe(0);
  });

  test('names the fields the provider refuses, and keeps nothing', async () => {
    const refusal = await refusalOf(
      createConnection(as('operator'), input({ settings: { regions: ['mars'], colour: 'red' } }), deployment()),
    );
    expect(refusal.kind).toBe('invalid');
    expect(refusal.errors.map(({ path }) => path)).toContain('settings.regions.0');
    expect(await database.prisma.connection.count()).toBe(0);
  });

  test.each([
    'http://169.254.169.254',
    'https://[fd00:ec2::254]',
    'https://2852039166',
    'https://127.0.0.1:4000',
    'https://[::ffff:192.168.1.1]',
  ])('refuses %s as an endpoint, at its field', async (endpoint) => {
    const refusal = await refusalOf(createConnection(as('operator'), input({ settings: { endpoint } }), deployment()));
    expect(refusal).toMatchObject({ kind: 'invalid', errors: [{ path: 'settings.endpoint' }] });
  });

  test('takes private addresses that the egress rules allow', async () => {
    const settings = { endpoint: 'https://10.1.2.3:8443' };
    await expect(createConnection(as('operator'), input({ settings }), deployment())).resolves.toMatchObject({
      settings,
    });
  });

  test('under a taken name is a conflict at the name', async () => {
    const first = input();
    await createConnection(as('operator'), first, deployment());
    const refusal = await refusalOf(createConnection(as('operator'), first, deployment()));
    expect(refusal).toMatchObject({ kind: 'conflict', errors: [{ path: 'name' }] });
  });

  test('sent twice with one idempotency key, makes one', async () => {
    const wanted = input();
    const options = { idempotencyKey: 'k-1' };
    const first = await createConnection(as('operator'), wanted, deployment(), options);
    const again = await createConnection(as('operator'), wanted, deployment(), options);
    expect(again.id).toBe(first.id);
    expect(await database.prisma.connection.count()).toBe(1);
    expect(await database.prisma.auditEntry.count({ where: { targetId: first.id } })).toBe(1);
  });
});

describe('changing a connection', () => {
  test('from an old version is refused', async () => {
    const made = await createConnection(as('operator'), input(), deployment());
    await updateConnection(as('operator'), made.id, { version: 1, name: 'renamed' }, deployment());
    const refusal = await refusalOf(
      updateConnection(as('operator'), made.id, { version: 1, name: 'renamed again' }, deployment()),
    );
    expect(refusal.kind).toBe('conflict');
    expect(await lastAudit()).toMatchObject({ action: 'connection.update', detail: { name: { to: 'renamed' } } });
  });

  test('of where its secret goes needs the secret again', async () => {
    const made = await createConnection(as('operator'), input(), deployment());
    const settings = { endpoint: 'https://10.9.9.9' };
    const refusal = await refusalOf(updateConnection(as('operator'), made.id, { version: 1, settings }, deployment()));
    expect(refusal).toMatchObject({ kind: 'invalid', errors: [{ path: 'secret' }] });
    const entered = { accessKeyId: 'AKIAOTHER', secretAccessKey: 'other' };
    await updateConnection(as('operator'), made.id, { version: 1, settings, secret: entered }, deployment());
    expect(await readSecret(database.prisma, keys, made.id)).toEqual(entered);
    expect(JSON.stringify((await lastAudit()).detail)).toContain('replaced');
  });

  test.each([
    ['prometheus', { endpoint: 'https://m.example/team-a' }, { endpoint: 'https://m.example/team-b' }],
    ['slurm', { endpoint: 'https://s.example/a', user: 'm' }, { endpoint: 'https://s.example/b', user: 'm' }],
    [
      'kubernetes',
      { server: 'https://r.example/k8s/c-1', clusterName: 'c' },
      { server: 'https://r.example/k8s/c-2', clusterName: 'c' },
    ],
    [
      'coreweave',
      { server: 'https://r.example', clusterName: 'c', metricsUrl: 'https://m.example/a' },
      { server: 'https://r.example', clusterName: 'c', metricsUrl: 'https://m.example/b' },
    ],
  ] as const)('of a path that the secret of %s is sent to needs it again', async (provider, from, to) => {
    const made = await createConnection(
      as('operator'),
      input({ provider, settings: from, secret: { token: `${canary}.b.c` } }),
      deployment(),
    );
    const settings = { version: 1, settings: to };
    const refusal = await refusalOf(updateConnection(as('operator'), made.id, settings, deployment()));
    expect(refusal).toMatchObject({ kind: 'invalid', errors: [{ path: 'secret' }] });
    const same = { version: 1, settings: from };
    await expect(updateConnection(as('operator'), made.id, same, deployment())).resolves.toBeDefined();
  });

  test('of the endpoint needs no secret where none is stored', async () => {
    const made = await createConnection(as('operator'), input({ secret: null }), deployment());
    const settings = { endpoint: 'https://10.9.9.9' };
    await expect(
      updateConnection(as('operator'), made.id, { version: 1, settings }, deployment()),
    ).resolves.toMatchObject({ settings });
  });

  test('of other settings keeps the secret and makes it due', async () => {
    const made = await createConnection(as('operator'), input(), deployment());
    await database.prisma.collectionSchedule.updateMany({ data: { nextDueAt: new Date(Date.now() + 9e6) } });
    await updateConnection(as('operator'), made.id, { version: 1, settings: { regions: ['eu-west-1'] } }, deployment());
    expect(await readSecret(database.prisma, keys, made.id)).toEqual(secret);
    const schedule = await database.prisma.collectionSchedule.findFirstOrThrow(ofInventory);
    expect(schedule.nextDueAt.getTime()).toBeLessThanOrEqual(Date.now());
  });

  test('declared in millwright.yaml is refused whatever the change, but it may be synced', async () => {
    const { id } = await createConnection(as('operator'), input(), deployment());
    await database.prisma.connection.update({ where: { id }, data: { managedBy: 'file' } });
    const attempts = [
      () => updateConnection(as('operator'), id, { version: 1, name: 'mine' }, deployment()),
      () => rotateSecret(as('operator'), id, secret, deployment()),
      () => pauseConnection(as('operator'), id, true),
      () => removeConnection(as('operator'), id),
    ];
    for (const attempt of attempts) expect((await refusalOf(attempt())).message).toContain('millwright.yaml');
    expect(await requestSync(as('operator'), id)).toBe('queued');
  });
});

describe('operating a connection', () => {
  test('a sync is asked for once, refused while paused, and told when one is running', async () => {
    const { id } = await createConnection(as('operator'), input(), deployment());
    expect(await requestSync(as('operator'), id)).toBe('queued');
    const entries = await database.prisma.auditEntry.count();
    expect(await requestSync(as('operator'), id)).toBe('queued');
    expect(await database.prisma.auditEntry.count()).toBe(entries);

    const run = { connectionId: id, capability: 'inventory', fencingToken: 4n };
    await database.prisma.collectionRun.create({ data: run });
    expect(await requestSync(as('operator'), id)).toBe('queued'); // its worker holds no lease: it is dead
    const name = toCollectionLease(id, 'inventory');
    const expiresAt = new Date(Date.now() + 60_000);
    await database.prisma.lease.create({ data: { name, holder: 'w', fencingToken: 4n, expiresAt } });
    expect(await requestSync(as('operator'), id)).toBe('already-running');

    await pauseConnection(as('operator'), id, true);
    expect((await refusalOf(requestSync(as('operator'), id))).kind).toBe('conflict');
  });

  test('a sync asked for after a change that the run under way has not read is kept for the next run', async () => {
    const { id } = await createConnection(as('operator'), input(), deployment());
    const lease = { name: toCollectionLease(id, 'inventory'), holder: 'w', fencingToken: 4n };
    await database.prisma.lease.create({ data: { ...lease, expiresAt: new Date(Date.now() + 60_000) } });
    await database.prisma.collectionRun.create({
      data: { connectionId: id, capability: 'inventory', fencingToken: 4n },
    });
    expect(await requestSync(as('operator'), id)).toBe('already-running');
    await rotateSecret(as('operator'), id, secret, deployment());
    expect(await requestSync(as('operator'), id)).toBe('queued');
    expect((await database.prisma.collectionSchedule.findFirstOrThrow(ofInventory)).requestedAt).not.toBeNull();
    expect(await lastAudit()).toMatchObject({ action: 'connection.sync', targetId: id });
  });

  test.each([-3_600_000, 3_600_000])('is due by the database’s clock when ours is %i ms off', async (offMs) => {
    const wrong = () => as('operator', new Date(Date.now() + offMs));
    const { id } = await createConnection(wrong(), input(), deployment());
    const isNow = async () => {
      const { nextDueAt, requestedAt } = await database.prisma.collectionSchedule.findFirstOrThrow(ofInventory);
      const connection = await database.prisma.connection.findFirstOrThrow({ include: { secret: true } });
      for (const at of [nextDueAt, requestedAt, connection.updatedAt, connection.secret?.setAt])
        if (at) expect(Math.abs(at.getTime() - Date.now())).toBeLessThan(60_000);
    };
    await isNow();
    await requestSync(wrong(), id);
    await isNow();
    await updateConnection(wrong(), id, { version: 1, intervalMs: 900_000 }, deployment());
    await isNow();
    await rotateSecret(wrong(), id, secret, deployment());
    await isNow();
  });

  test('removing it takes its secret, schedules and lease with it', async () => {
    const { id } = await createConnection(as('operator'), input(), deployment());
    const name = toCollectionLease(id, 'inventory');
    await database.prisma.lease.create({ data: { name, holder: 'w', fencingToken: 1n, expiresAt: new Date() } });
    await removeConnection(as('operator'), id);
    expect(await database.prisma.connectionSecret.count()).toBe(0);
    expect(await database.prisma.collectionSchedule.count()).toBe(0);
    expect(await database.prisma.lease.count({ where: { name } })).toBe(0);
    expect(await lastAudit()).toMatchObject({ action: 'connection.remove', targetId: id });
    expect((await refusalOf(removeConnection(as('operator'), id))).kind).toBe('not-found');
  });

  test('when the record cannot be written, nothing is changed', async () => {
    const { id } = await createConnection(as('operator'), input(), deployment());
    await database.pool.query('ALTER TABLE audit_entry RENAME TO audit_entry_away');
    try {
      expect((await refusalOf(pauseConnection(as('operator'), id, true))).kind).toBe('unavailable');
    } finally {
      await database.pool.query('ALTER TABLE audit_entry_away RENAME TO audit_entry');
    }
    expect((await database.prisma.connection.findUniqueOrThrow({ where: { id } })).paused).toBe(false);
  });

  test('a test that cannot reach the provider says so, and keeps no secret', async () => {
    const report = await testConnection(
      as('operator'),
      { provider: 'aws', settings: { endpoint: 'https://127.0.0.1:9' }, secret },
      { keys, egressAllow: ['127.0.0.1/32'] },
    );
    expect(report.passed).toBe(false);
    expect(report.checks.some(({ outcome }) => outcome === 'failed')).toBe(true);
    expect(await lastAudit()).toMatchObject({ action: 'connection.test', detail: { passed: false } });
    expect(await database.prisma.connectionSecret.count()).toBe(0);
    expect(
      (await refusalOf(testConnection(as('viewer'), { provider: 'aws', settings: {}, secret }, deployment()))).kind,
    ).toBe('denied');
  });
});

test('after a key rotation every secret is sealed under the new key, and the old one is needed no more', async () => {
  const { id } = await createConnection(as('operator'), input(), deployment());
  const rotated = freshKeys([keys.current]);
  const outcome = await resealSecrets(as('admin'), { keys: rotated });
  expect(outcome).toEqual({ rewrapped: [id], unreadable: [] });
  expect(await readSecret(database.prisma, { ...rotated, previous: [] }, id)).toEqual(secret);
  expect(await resealSecrets(as('admin'), { keys: rotated })).toEqual({ rewrapped: [], unreadable: [] });
  expect((await resealSecrets(as('admin'), { keys: freshKeys() })).unreadable).toHaveLength(1);
});
