import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { cliActor } from '@/lib/access/actor';
import { removeConnection } from '@/lib/commands/connections/remove-connection';
import { parseMasterKey } from '@/lib/config/master-keys';
import type { BillingMonth } from '@/lib/domain/cost/billing-delivery';
import type { Gap } from '@/lib/domain/provider-fault';
import { defaultTagRules } from '@/lib/domain/resource';
import type { BillingDelivery, CostRead } from '@/lib/providers/contract/cost';
import type { Provider } from '@/lib/providers/contract/provider';
import { ProviderError } from '@/lib/providers/contract/provider-error';
import { prometheusProvider } from '@/lib/providers/prometheus/provider';
import { loadProvider } from '@/lib/providers/registry';
import { createTestDatabase, type TestDatabase } from '@/lib/store/database/test-database';
import { acquireLease } from '@/lib/store/leases/acquire-lease';
import { toCollectionLease } from '@/lib/store/leases/collection-lease';
import { LeaseLost } from '@/lib/store/leases/lease';
import { releaseLease } from '@/lib/store/leases/release-lease';
import { readRuns } from '@/lib/store/runs/read-runs';
import { toCostCollector } from './collect-cost';
import { runCollection } from './run-collection';

vi.mock('@/lib/providers/registry', async (original) => ({ ...(await original<object>()), loadProvider: vi.fn() }));

const key = parseMasterKey(randomBytes(32).toString('base64'));
if (key === null) throw new Error('a fresh key must parse');
const keys = { current: key, previous: [] };
const now = new Date('2026-11-22T12:00:00Z');

let database: TestDatabase;
let folder: string;
/** What the provider tells, in steps; one that throws ends the read. */
let tell: (months: readonly BillingMonth[]) => Iterable<CostRead>;
let asked: (readonly BillingMonth[])[];
let opened: string[];

beforeAll(async () => {
  [database, folder] = await Promise.all([createTestDatabase(), mkdtemp(join(tmpdir(), 'millwright-bills-'))]);
});
afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  await database.pool.query('DELETE FROM cost_rollup');
  await database.prisma.costFile.deleteMany();
  await database.prisma.costDelivery.deleteMany();
  [asked, opened] = [[], []];
  const provider: Provider = {
    ...(prometheusProvider as Provider),
    cost: {
      defaultIntervalMs: 3_600_000,
      async *read(_session, months) {
        asked.push(months);
        yield* tell(months);
      },
    },
  };
  vi.mocked(loadProvider).mockResolvedValue(provider);
});

async function connect(): Promise<string> {
  const { id } = await database.prisma.connection.create({
    data: {
      provider: 'prometheus',
      name: randomUUID(),
      settings: { endpoint: 'https://prometheus.example.com' },
      tagRules: { ...defaultTagRules },
      intervalMs: 60_000,
      schedules: { create: { capability: 'cost', nextDueAt: now } },
    },
  });
  return id;
}

async function collect(connectionId: string, { loseLease = false } = {}) {
  const name = toCollectionLease(connectionId, 'cost');
  const lease = await acquireLease(database.pool, { name, holder: randomUUID(), ttlMs: 60_000 });
  if (lease === null) throw new Error('the lease is taken');
  const { signal } = new AbortController();
  const deployment = { database, keys, egressAllow: [], now: () => now };
  const collector = toCostCollector(folder);
  try {
    const stolen = 'UPDATE lease SET fencing_token = fencing_token + 1 WHERE name = $1';
    await runCollection(deployment, {
      connectionId,
      capability: 'cost',
      collect: async (context) => {
        if (loseLease) await database.pool.query(stolen, [name]);
        return collector(context);
      },
      lease,
      signal,
    });
  } finally {
    await releaseLease(database.pool, lease);
  }
  const [run] = await readRuns(database.pool, connectionId, { after: null, limit: 1 });
  return run;
}

const columns =
  'BillingAccountId,BillingCurrency,BillingPeriodStart,ChargePeriodStart,ChargePeriodEnd,BilledCost,EffectiveCost';

function row(month: BillingMonth, cost: string): string {
  return `1111,USD,${month}-01T00:00:00Z,${month}-05T00:00:00Z,${month}-06T00:00:00Z,${cost},${cost}`;
}

function deliver(
  month: BillingMonth,
  version: string,
  costs: readonly string[],
  open?: () => Readable,
): BillingDelivery {
  const content = [columns, ...costs.map((cost) => row(month, cost)), ''].join('\n');
  return {
    source: 'aws-focus',
    scope: 'bills/focus',
    title: 'Data export focus',
    billingMonth: month,
    version,
    deliveredAt: now,
    basis: 'billed',
    coverage: 'all',
    files: [
      {
        name: `${month}.csv`,
        encoding: 'csv',
        bytes: null,
        async open() {
          opened.push(version);
          return open?.() ?? Readable.from([Buffer.from(content)]);
        },
      },
    ],
    toFocus: null,
  };
}

function* told(deliveries: readonly BillingDelivery[], ...gaps: Gap[]): Iterable<CostRead> {
  for (const delivery of deliveries) yield { type: 'delivery', delivery };
  const [first, ...rest] = gaps;
  yield {
    type: 'end',
    completeness: first === undefined ? { complete: true } : { complete: false, gaps: [first, ...rest] },
    readAt: now,
  };
}

function kept() {
  return database.prisma.costDelivery.findMany({
    where: { supersededAt: null },
    orderBy: { billingMonth: 'asc' },
    select: { version: true, state: true, rows: true, connectionId: true },
  });
}

describe('collecting bills', () => {
  test('keeps all months at first and then asks for those that may change, opening only what is new', async () => {
    const id = await connect();
    tell = () => told([deliver('2026-10', 'a', ['1.5', '2']), deliver('2026-11', 'b', ['3'])]);
    const first = await collect(id);
    expect(first).toMatchObject({
      outcome: 'complete',
      gaps: [],
      counts: null,
      delivered: { deliveries: 2, added: 2, rows: 3, rejectedRows: 0 },
    });
    expect(asked[0]).toHaveLength(84);
    tell = () => told([deliver('2026-10', 'a', ['1.5', '2']), deliver('2026-11', 'c', ['3', '4'])]);
    const second = await collect(id);
    expect(second).toMatchObject({ outcome: 'complete', delivered: { deliveries: 2, added: 1, rows: 2 } });
    expect(asked[1]).toEqual(['2026-09', '2026-10', '2026-11']);
    expect(opened).toEqual(['a', 'b', 'c']);
    expect(await kept()).toEqual([
      { version: 'a', state: 'kept', rows: 2n, connectionId: id },
      { version: 'c', state: 'kept', rows: 2n, connectionId: id },
    ]);
    expect(await database.prisma.costDelivery.count()).toBe(3);
  });

  test('reads files anew when their mapping changed', async () => {
    const id = await connect();
    const mapped = (version: number): BillingDelivery => ({
      ...deliver('2026-11', 'a', ['3']),
      toFocus: {
        version,
        required: [],
        columns: Object.fromEntries(columns.split(',').map((name) => [name, `"${name}"`])),
      },
    });
    tell = () => told([mapped(1)]);
    await collect(id);
    await collect(id);
    expect(opened).toEqual(['a']);
    tell = () => told([mapped(2)]);
    await collect(id);
    expect(opened).toEqual(['a', 'a']);
  });

  test('tells the provider’s gaps, and keeps what was read beside them', async () => {
    const gap: Gap = { fault: 'permission-missing', operation: 's3:ListBucket', message: 'No.', remedy: 'Allow it.' };
    const id = await connect();
    tell = () => told([deliver('2026-11', 'a', ['3'])], gap);
    expect(await collect(id)).toMatchObject({ outcome: 'partial', gaps: [gap], delivered: { added: 1 } });
    tell = () => told([], gap);
    expect(await collect(id)).toMatchObject({ outcome: 'failed', gaps: [gap], delivered: null });
    expect(await kept()).toHaveLength(1);
  });

  test('leaves what is known as it was when a file fails under way', async () => {
    const id = await connect();
    tell = () => told([deliver('2026-11', 'a', ['3'])]);
    await collect(id);
    const fault = new ProviderError({ kind: 'response-unexpected', operation: 's3:GetObject', message: 'Replaced.' });
    const broken = () =>
      Readable.from(
        (async function* () {
          yield Buffer.from(columns);
          throw fault;
        })(),
      );
    tell = () => told([deliver('2026-10', 'x', ['1']), deliver('2026-11', 'b', [], broken)]);
    expect(await collect(id)).toMatchObject({
      outcome: 'partial',
      gaps: [{ fault: 'response-unexpected', operation: 's3:GetObject' }],
      delivered: { added: 1 },
    });
    expect((await kept()).map(({ version }) => version)).toEqual(['x', 'a']);
  });

  test('says which delivery has rows that cannot be read, and lets the last good one count', async () => {
    const id = await connect();
    tell = () => told([deliver('2026-11', 'a', ['3'])]);
    await collect(id);
    tell = () => told([deliver('2026-11', 'b', ['3', 'three'])]);
    const run = await collect(id);
    expect(run).toMatchObject({
      outcome: 'partial',
      gaps: [{ code: 'DeliveryQuarantined' }],
      delivered: { rejectedRows: 1 },
    });
    expect((await kept()).map(({ version, state }) => [version, state]).sort()).toEqual([
      ['a', 'kept'],
      ['b', 'quarantined'],
    ]);
    await collect(id);
    expect(opened).toEqual(['a', 'b']);
  });

  test('commits nothing under a lease that another took, and leaves no Parquet behind', async () => {
    const id = await connect();
    tell = () => told([deliver('2026-11', 'a', ['3'])]);
    const before = await readdir(join(folder, 'parquet'), { recursive: true });
    await expect(collect(id, { loseLease: true })).rejects.toBeInstanceOf(LeaseLost);
    expect(await kept()).toEqual([]);
    const after = await readdir(join(folder, 'parquet'), { recursive: true });
    expect(after.filter((name) => name.endsWith('.parquet')).sort()).toEqual(
      before.filter((name) => name.endsWith('.parquet')).sort(),
    );
  });

  test('keeps bills when their connection is removed', async () => {
    const id = await connect();
    tell = () => told([deliver('2026-11', 'a', ['3'])]);
    await collect(id);
    const context = { actor: cliActor('test'), database, now, requestId: 'test' };
    await removeConnection(context, id);
    expect(await kept()).toEqual([{ version: 'a', state: 'kept', rows: 1n, connectionId: null }]);
  });

  test('fails where a read ends without saying so', async () => {
    const id = await connect();
    tell = () => [];
    expect(await collect(id)).toMatchObject({ outcome: 'failed', delivered: null });
  });
});
