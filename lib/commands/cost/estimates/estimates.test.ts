import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { cliActor } from '@/lib/access/actor';
import { createConnection } from '@/lib/commands/connections/create-connection';
import { parseMasterKey } from '@/lib/config/master-keys';
import { addAmounts, parseAmount } from '@/lib/domain/cost/amount';
import { readLastEstimates, readSpentToday } from '@/lib/store/cost-estimates/estimates';
import { createTestDatabase, type TestDatabase } from '@/lib/store/database/test-database';
import { acquireLease } from '@/lib/store/leases/acquire-lease';
import type { Lease } from '@/lib/store/leases/lease';
import { releaseLease } from '@/lib/store/leases/release-lease';
import type { Fault } from '@/sandbox/faults/fault';
import type { FaceName } from '@/sandbox/faults/fault-switchboard';
import { type RunningSandbox, startSandbox } from '@/sandbox/start-sandbox';
import { allowEstimates } from './allow-estimates';
import { askEstimate } from './ask-estimate';
import { bookAsking } from './book-asking';

const current = parseMasterKey(randomBytes(32).toString('base64'));
if (current === null) throw new Error('a fresh key must parse');
const deployment = { keys: { current, previous: [] }, egressAllow: ['127.0.0.1/32'] };

let sandbox: RunningSandbox;
let database: TestDatabase;
const ids: Partial<Record<FaceName, string>> = {};
beforeAll(async () => {
  database = await createTestDatabase();
  sandbox = await startSandbox({ seed: 'test', faces: ['azure'] });
  sandbox.clock.hold(new Date('2026-11-10T12:00:00Z'));
  const { endpoint, caCertificate, accessKeyId, secretAccessKey } = sandbox.aws;
  const azure = sandbox.connections.find(({ provider }) => provider === 'azure');
  if (azure === undefined) throw new Error('The sandbox plays Azure.');
  const add = async (
    provider: 'aws' | 'azure',
    settings: Parameters<typeof createConnection>[1]['settings'],
    secret: Record<string, string> | null,
  ) => {
    const entered = { provider, name: provider, settings, secret };
    ids[provider] = (await createConnection(context('admin'), entered, deployment)).id;
  };
  await add('aws', { endpoint, caCertificate }, { accessKeyId, secretAccessKey });
  await add('azure', z.record(z.string(), z.json()).parse(azure.settings), azure.secret);
}, 60_000);
afterAll(async () => {
  await sandbox.stop();
  await database.close();
});
afterEach(() => sandbox.faults.clear());

const context = (role: 'admin' | 'finance' | 'operator') => ({
  actor: { ...cliActor('test'), grants: [{ role, scope: { kind: 'all' as const } }] },
  database,
  now: new Date(),
  requestId: crypto.randomUUID(),
});
const idOf = (provider: FaceName) => ids[provider] ?? '';
const ask = (provider: FaceName, atMostMicroUsd: number, days = { from: '2026-11-01', to: '2026-11-03' }) =>
  askEstimate(context('finance'), { connectionId: idOf(provider), ...days, atMostMicroUsd }, deployment);
const strike = (face: FaceName, operation: string, fault: Fault) =>
  sandbox.faults.set(face, [{ fault, where: { operation } }]);
const spent = (provider: 'aws') => readSpentToday(database.pool, idOf(provider), 'ce:GetCostAndUsage');

test('nobody is asked before somebody allowed it', async () => {
  await expect(ask('aws', 50_000)).rejects.toMatchObject({ kind: 'conflict' });
  await expect(allowEstimates(context('finance'), idOf('aws'), 1)).rejects.toMatchObject({ kind: 'denied' });
  expect(await spent('aws')).toBe(0);
});

test('an answer of AWS is kept with its price, which is metered', async () => {
  await allowEstimates(context('operator'), idOf('aws'), 30_000);
  // A month of the simulated bills is made when somebody first asks, which may take longer than a call may.
  await ask('aws', 50_000).catch(() => undefined);
  if (!(await readLastEstimates(database.prisma)).has(idOf('aws'))) await ask('aws', 50_000);
  const kept = (await readLastEstimates(database.prisma)).get(idOf('aws'));
  expect(kept).toMatchObject({ from: '2026-11-01', to: '2026-11-03', askedBy: 'test', costMicroUsd: 10_000, gaps: [] });
  expect(kept?.lines.map(({ currency }) => currency)).toEqual(kept?.lines.map(() => 'USD'));
  const sum = addAmounts(...(kept?.lines ?? []).flatMap(({ amount }) => parseAmount(amount) ?? []));
  expect(sum).toBeGreaterThan(0n);
  expect(await spent('aws')).toBeGreaterThanOrEqual(10_000);
}, 60_000);

test('no more is spent than was shown, nor than the day’s bound', async () => {
  await expect(ask('aws', 9_999)).rejects.toMatchObject({ kind: 'too-many' });
  strike('aws', 'GetCostAndUsage', { kind: 'token-loop' });
  const before = await spent('aws');
  await ask('aws', 50_000);
  expect(await spent('aws')).toBeLessThanOrEqual(30_000);
  expect((await readLastEstimates(database.prisma)).get(idOf('aws'))?.gaps).toHaveLength(1);
  while ((await spent('aws')) + 10_000 <= 30_000) await ask('aws', 10_000);
  await expect(ask('aws', 50_000)).rejects.toMatchObject({ kind: 'too-many' });
  expect(await spent('aws')).toBeGreaterThan(before);
  await allowEstimates(context('admin'), idOf('aws'), null);
  await expect(ask('aws', 50_000)).rejects.toMatchObject({ kind: 'conflict' });
}, 60_000);

test('what an asking costs counts before it is made, and of one that was never heard of again for good', async () => {
  const connectionId = idOf('aws');
  const operation = 'ce:GetCostAndUsage';
  const before = await spent('aws');
  await allowEstimates(context('operator'), connectionId, before + 20_000);
  const holder = crypto.randomUUID();
  const take = () => acquireLease(database.pool, { name: `estimate:${connectionId}`, holder, ttlMs: 60_000 });
  const lease = await take();
  if (lease === null) throw new Error('Nobody asks.');
  const estimate = { operation, pageMicroUsd: 10_000, mostPages: 5 };
  const book = (of: Lease, atMostMicroUsd: number) =>
    bookAsking(database.pool, of, { connection: { name: 'aws' }, estimate, asked: { connectionId, atMostMicroUsd } });
  expect(await book(lease, 10_000)).toMatchObject({ pages: 1, booking: { connectionId, operation, microUsd: 10_000 } });
  // That asker is not heard of again. Whoever takes over finds its price spent, and it may book nothing any more.
  expect(await spent('aws')).toBe(before + 10_000);
  await releaseLease(database.pool, lease);
  const next = await take();
  if (next === null) throw new Error('The lease was given back.');
  await expect(book(lease, 10_000)).rejects.toMatchObject({ kind: 'conflict' });
  expect(await book(next, 50_000)).toMatchObject({ pages: 1 });
  await expect(book(next, 50_000)).rejects.toMatchObject({ kind: 'too-many' });
  await allowEstimates(context('operator'), connectionId, null);
  await expect(book(next, 50_000)).rejects.toMatchObject({ kind: 'conflict' });
  await releaseLease(database.pool, next);
  expect(await spent('aws')).toBe(before + 20_000);
});

test('an asking that fails is paid for what was sent, and what was not is given back', async () => {
  const before = await spent('aws');
  await allowEstimates(context('operator'), idOf('aws'), before + 30_000);
  strike('aws', 'GetCostAndUsage', { kind: 'server-error', status: 500 });
  await expect(ask('aws', 50_000)).rejects.toMatchObject({ kind: 'unavailable' });
  expect(await spent('aws')).toBe(before + 10_000);
  // Before its own account is known, nothing that costs is asked.
  strike('aws', 'GetCallerIdentity', { kind: 'server-error', status: 500 });
  await expect(ask('aws', 50_000)).rejects.toMatchObject({ kind: 'unavailable' });
  expect(await spent('aws')).toBe(before + 10_000);
  sandbox.faults.clear();
  // One page is left: whichever asks second is refused by the lease or by the bound.
  await allowEstimates(context('operator'), idOf('aws'), before + 20_000);
  const asked = await Promise.allSettled([ask('aws', 20_000), ask('aws', 20_000)]);
  expect(asked.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(await spent('aws')).toBe(before + 20_000);
}, 60_000);

test('Azure answers for nothing, and says when to come again', async () => {
  await allowEstimates(context('operator'), idOf('azure'), 0);
  await ask('azure', 0).catch(() => undefined);
  if (!(await readLastEstimates(database.prisma)).has(idOf('azure'))) await ask('azure', 0);
  const kept = (await readLastEstimates(database.prisma)).get(idOf('azure'));
  expect(kept).toMatchObject({ costMicroUsd: 0, gaps: [] });
  expect(new Set(kept?.lines.map(({ currency }) => currency))).toEqual(new Set(['EUR']));
  // As bills name subscriptions: another name would never be compared with them.
  for (const { account } of kept?.lines ?? []) expect(account).toMatch(/^\/subscriptions\/[\w-]+$/);
  strike('azure', 'queryCosts', { kind: 'throttle', retryAfterSeconds: 60 });
  await expect(ask('azure', 0)).rejects.toMatchObject({ kind: 'unavailable' });
  strike('azure', 'queryCosts', { kind: 'missing-permission' });
  await expect(ask('azure', 0)).rejects.toMatchObject({ kind: 'unavailable' });
  const asked = await database.prisma.auditEntry.count({ where: { action: 'cost.ask-estimate', outcome: 'done' } });
  expect(asked).toBeGreaterThanOrEqual(3);
}, 60_000);
