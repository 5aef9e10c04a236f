import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { type Actor, cliActor } from '@/lib/access/actor';
import { serverLog } from '@/lib/access/server-log';
import { gpuSamplesSchema } from '@/lib/api/contracts/gpu-history';
import { createConnection } from '@/lib/commands/connections/create-connection';
import { parseMasterKey } from '@/lib/config/master-keys';
import type { MetricSeries } from '@/lib/domain/metric';
import { openSession } from '@/lib/providers/contract/session/open-session';
import { loadProvider } from '@/lib/providers/registry';
import { createTestDatabase, type TestDatabase } from '@/lib/store/database/test-database';
import { type RunningSandbox, startSandbox } from '@/sandbox/start-sandbox';
import { type LiveOptions, readLiveSamples } from './read-live-samples';

const minute = 60_000;
const current = parseMasterKey(randomBytes(32).toString('base64'));
if (current === null) throw new RangeError('a fresh key must parse');
const deployment = { keys: { current, previous: [] }, egressAllow: ['127.0.0.1/32'] };
const now = new Date();
const range = { from: new Date(now.getTime() - 3 * 60 * minute).toISOString(), to: now.toISOString() };

let database: TestDatabase;
let sandbox: RunningSandbox;
let connectionId: string;
let device: MetricSeries;

beforeAll(async () => {
  [database, sandbox] = await Promise.all([createTestDatabase(), startSandbox({ faces: ['prometheus'] })]);
  const connection = sandbox.connections.find(({ provider }) => provider === 'prometheus');
  if (connection === undefined) throw new RangeError('The sandbox plays no Prometheus.');
  const settings = z.record(z.string(), z.json()).parse(connection.settings);
  const { secret } = connection;
  const entered = { provider: 'prometheus' as const, name: 'hall metrics', settings, secret, intervalMs: 300_000 };
  const context = { actor: cliActor('test'), database, now, requestId: 'test' };
  connectionId = (await createConnection(context, entered, deployment, { simulated: true })).id;
  device = await findDevice(settings, secret);
}, 60_000);
afterEach(() => sandbox.faults.clear());
afterAll(async () => {
  await sandbox?.stop();
  await database?.close();
});

/** Any device's series that is read of the last minutes. */
async function findDevice(settings: unknown, secret: unknown): Promise<MetricSeries> {
  const provider = await loadProvider('prometheus');
  const { signal } = new AbortController();
  const { egressAllow } = deployment;
  const limits = { ratePerSecond: 1000 };
  const session = openSession(provider, { settings, secret, egressAllow, signal, now: () => now, limits });
  const window = { from: new Date(now.getTime() - 3 * minute), to: now };
  try {
    for await (const { result } of provider.metrics?.read(session, window) ?? []) {
      const found = result.items.find(({ metric }) => metric === 'hw.power');
      if (found !== undefined) return found;
    }
  } finally {
    session.transport.close();
  }
  throw new RangeError('There is no device');
}

function viewer(): Actor {
  const id = randomUUID();
  return { kind: 'person', id, personId: id, label: id, grants: [{ role: 'viewer', scope: { kind: 'all' } }] };
}

async function ask(
  actor: Actor = viewer(),
  series: Partial<MetricSeries> = {},
  id = connectionId,
  options: LiveOptions = {},
) {
  const { metric, definition, subject, attributes } = { ...device, ...series };
  const told = {
    metric,
    unit: 'W',
    definition,
    connectionName: 'hall metrics',
    provider: 'prometheus' as const,
    attributes: {},
    canAskSource: true,
  };
  const found = { series: { connectionId: id, metric, definition, subject, attributes }, told, gaps: [] };
  return readLiveSamples({ actor, database, now, requestId: 'test' }, found, range, deployment, options);
}
const callsOnRecord = async () =>
  (await database.prisma.apiUsage.findMany({ where: { connectionId, operation: 'prometheus:query' } })).reduce(
    (sum, { attempts }) => sum + Number(attempts),
    0,
  );

describe('asking a source for the samples of a device', () => {
  it('gives those of the last hour with where they are from and when it was asked, its calls on record', async () => {
    const before = await callsOnRecord();
    const read = gpuSamplesSchema.parse(await ask());
    expect(read).toMatchObject({ origin: 'source', askedAt: now.toISOString(), leftOut: 0 });
    expect(read.source).toMatch(/ query$/);
    expect(read.samples.length).toBeGreaterThan(30);
    for (const { at } of read.samples) expect(Date.parse(at)).toBeGreaterThanOrEqual(now.getTime() - 60 * minute);
    expect(read.gaps).toEqual(['The source is asked for the last hour of the range.']);
    expect(await callsOnRecord()).toBeGreaterThan(before);
  });

  it('says what went wrong there, with its calls on record all the same', async () => {
    const before = await callsOnRecord();
    sandbox.faults.set('prometheus', [{ fault: { kind: 'missing-permission' }, where: { operation: 'query' } }]);
    const read = await ask();
    expect([read.samples, read.gaps.length]).toEqual([[], 2]);
    expect(await callsOnRecord()).toBeGreaterThan(before);
  });

  it('ends where the source does not answer in time, and says so', async () => {
    sandbox.faults.set('prometheus', [{ fault: { kind: 'hang' }, where: { operation: 'query' } }]);
    const read = await ask(viewer(), {}, connectionId, { withinMs: 200 });
    expect([read.samples, read.source, read.askedAt]).toEqual([[], null, null]);
    expect(read.gaps[0]).toContain('did not answer within');
  });

  // That one question serves both while it is on its way is proven with questions that wait, in shared-questions.test.ts.
  it('tells two who ask at the same time the same, and who asked is logged', async () => {
    const logged = vi.spyOn(serverLog, 'info');
    const [one, other] = [viewer(), viewer()];
    const answers = await Promise.all([ask(one), ask(other)]);
    expect(answers[1]?.samples).toEqual(answers[0]?.samples);
    const told = logged.mock.calls.map(([line]) => line);
    for (const { id } of [one, other])
      expect(told).toContainEqual(expect.objectContaining({ actor: expect.objectContaining({ id }), connectionId }));
    logged.mockRestore();
  });

  it('ends when whoever asked is gone, with its calls on record', async () => {
    const before = await callsOnRecord();
    sandbox.faults.set('prometheus', [{ fault: { kind: 'hang' }, where: { operation: 'query' } }]);
    const started = Date.now();
    const read = await ask(viewer(), {}, connectionId, { signal: AbortSignal.timeout(200) });
    expect(Date.now() - started).toBeLessThan(5_000);
    expect([read.samples, read.source]).toEqual([[], null]);
    expect(await callsOnRecord()).toBeGreaterThan(before);
  });

  it('is refused for what the source cannot be asked for alone, and for a connection that is gone', async () => {
    await expect(ask(viewer(), { definition: 'made of several' })).rejects.toMatchObject({ kind: 'conflict' });
    await expect(ask(viewer(), {}, randomUUID())).rejects.toMatchObject({ kind: 'not-found' });
  });

  it('is refused to who may not see the inventory, and to who asks too often', async () => {
    await expect(ask({ ...viewer(), grants: [] })).rejects.toMatchObject({ kind: 'denied' });
    const actor = viewer();
    sandbox.faults.set('prometheus', [{ fault: { kind: 'missing-permission' }, where: { operation: 'query' } }]);
    for (let round = 0; round < 30; round++) await ask(actor);
    await expect(ask(actor)).rejects.toMatchObject({ kind: 'too-many' });
  });

  it('is refused while its connection is paused', async () => {
    await database.prisma.connection.update({ where: { id: connectionId }, data: { paused: true } });
    await expect(ask()).rejects.toMatchObject({ kind: 'conflict' });
    await database.prisma.connection.update({ where: { id: connectionId }, data: { paused: false } });
  });
});
