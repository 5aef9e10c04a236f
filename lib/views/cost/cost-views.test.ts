import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '@/lib/access/actor';
import { costQuerySchema, costRowsQuerySchema, costRowsSchema, costSchema } from '@/lib/api/contracts/cost';
import type { RoleGrant } from '@/lib/domain/access';
import { toDefaultAttribution } from '@/lib/domain/cost/attribution-rules';
import { defaultTagRules } from '@/lib/domain/resource';
import type { CostEngine } from '@/lib/store/cost-ledger/cost-engine';
import { computeRollup } from '@/lib/store/cost-rollups/compute-rollup';
import { recordTestDelivery } from '@/lib/store/cost-rollups/test-delivery';
import { openTestDuckDb, type TestCostRow, writeTestParquet } from '@/lib/store/cost-rollups/test-ledger';
import { writeRollup } from '@/lib/store/cost-rollups/write-rollup';
import { inTransaction } from '@/lib/store/database/in-transaction';
import { createTestDatabase, type TestDatabase } from '@/lib/store/database/test-database';
import { readCost } from './read-cost';
import { readCostRows } from './read-cost-rows';

let database: TestDatabase;
let duck: Awaited<ReturnType<typeof openTestDuckDb>>;
let root: string;
beforeAll(async () => {
  database = await createTestDatabase();
  duck = await openTestDuckDb();
  root = await mkdtemp(join(tmpdir(), 'millwright-cost-'));
});
afterAll(async () => {
  duck.close();
  await database.close();
  await rm(root, { recursive: true, force: true });
});
beforeEach(() =>
  database.pool.query(
    'TRUNCATE cost_rollup, cost_rollup_keys, cost_rollup_cut, cost_rollup_day, cost_file, cost_delivery',
  ),
);

const now = new Date('2026-11-10T12:00:00Z');
const engine: CostEngine = {
  query: () => Promise.reject(new Error('Not asked for here.')),
  withConnection: (work) => work(duck.connection),
  close: async () => undefined,
};
const openLedger = async () => ({ root, engine });
const everywhere: RoleGrant[] = [{ role: 'finance', scope: { kind: 'all' } }];
const actorOf = (grants: RoleGrant[]): Actor => ({ kind: 'person', id: null, personId: null, label: 'test', grants });

async function ask(query: Record<string, unknown>, grants = everywhere) {
  const parsed = costQuerySchema.parse({ from: '2026-10-01', to: '2026-10-31', ...query });
  return costSchema.parse(await readCost({ actor: actorOf(grants), database, now }, parsed, openLedger));
}

async function askRows(query: Record<string, unknown>, grants = everywhere) {
  const parsed = costRowsQuerySchema.parse({ from: '2026-10-01', to: '2026-10-31', ...query });
  return costRowsSchema.parse(await readCostRows({ actor: actorOf(grants), database, now }, parsed, openLedger));
}

let written = 0;
async function deliver(rows: readonly TestCostRow[], given: Partial<Parameters<typeof recordTestDelivery>[1]> = {}) {
  const file = `${written++}.parquet`;
  const path = join(root, file);
  await writeTestParquet(
    duck.connection,
    path,
    // A file that was read at once holds no numbers: a row's place is its number.
    rows.map((row, index) => ({
      BillingCurrency: 'USD',
      x_provider: 'aws',
      ...(index % 2 === 0 ? { x_row: String(index + 1) } : {}),
      ...row,
    })),
  );
  const days = rows.map((row) => String(row.x_charge_day)).sort();
  const first = days[0];
  const last = days.at(-1);
  const arrivedAt = given.arrivedAt ?? new Date('2026-11-06T00:00:00Z');
  const id = await recordTestDelivery(database, {
    month: '2026-10-01',
    scope: 'aws-bills',
    arrivedAt,
    days: first === undefined || last === undefined ? null : [first, last],
    files: [file],
    ...given,
  });
  const rollup = await computeRollup(duck.connection, [path], toDefaultAttribution(defaultTagRules));
  await inTransaction(database.pool, (client) =>
    writeRollup((sql, given) => client.query(sql, given), id, rollup, arrivedAt),
  );
  return id;
}

const charge = (day: string, cost: string | null, rest: TestCostRow = {}): TestCostRow => ({
  x_charge_day: day,
  EffectiveCost: cost,
  BilledCost: cost,
  ...rest,
});
const of = (team: string | null, site: string | null = null) => ({
  Tags: JSON.stringify({ ...(team === null ? {} : { team }), ...(site === null ? {} : { site }) }),
});

describe('costs by a dimension', () => {
  beforeEach(() =>
    deliver([
      charge('2026-10-01', '10.5', { ServiceName: 'compute', SkuId: 'a', ...of('vision', 'oslo') }),
      charge('2026-10-02', '0.000000000000000000000001', {
        ServiceName: 'compute',
        SkuId: 'b',
        ...of('vision', 'rome'),
      }),
      charge('2026-10-02', '-3', { ServiceName: 'storage', SkuId: 'c', ...of('speech', 'oslo') }),
      charge('2026-10-30', '2', { ServiceName: 'network', SkuId: 'a' }),
      charge('2026-10-31', null, { ServiceName: 'network', SkuId: 'd', ...of('speech', 'rome') }),
    ]),
  );

  it('tells the largest, the others as the exact rest, and what is not allocated', async () => {
    const { books, readFrom } = await ask({ by: 'service', top: 1 });
    expect(readFrom).toBe('roll-ups');
    expect(books).toMatchObject([
      {
        currency: 'USD',
        basis: 'billed',
        whole: { total: { amount: '9.500000000000000000000001', rows: 5, untoldRows: 1, atLeast: true } },
        shown: [{ value: 'compute', total: { amount: '10.500000000000000000000001', atLeast: false } }],
        other: { values: 2, total: { amount: '-1', rows: 3 } },
        unallocated: null,
      },
    ]);
    const [teams] = (await ask({ by: 'team' })).books;
    expect(teams?.unallocated?.total).toMatchObject({ amount: '2', rows: 1 });
    expect(teams?.other).toBeNull();
  });

  it('tells steps of weeks, and nothing where no row is', async () => {
    const { books, steps } = await ask({ by: 'team', step: 'week' });
    expect(steps.map(({ from, to }) => [from, to])).toEqual([
      ['2026-10-01', '2026-10-04'],
      ['2026-10-05', '2026-10-11'],
      ['2026-10-12', '2026-10-18'],
      ['2026-10-19', '2026-10-25'],
      ['2026-10-26', '2026-10-31'],
    ]);
    expect(books[0]?.whole.series).toEqual(['7.500000000000000000000001', null, null, null, '2']);
    expect(books[0]?.shown.find(({ value }) => value === 'speech')?.series).toEqual(['-3', null, null, null, '0']);
  });

  it('answers from the rows what no roll-up holds, and the same where one does', async () => {
    const asked = { by: 'service', team: 'vision', compare: 'true' };
    const rolled = await ask(asked);
    // That only rows can tell; all rows of the team have it.
    const read = await ask({ ...asked, sku: ['a', 'b'] });
    expect([rolled.readFrom, read.readFrom]).toEqual(['roll-ups', 'rows']);
    expect(read.books).toEqual(rolled.books);
  });

  it('shows a person the union of their sites and teams, and nothing else', async () => {
    const site: RoleGrant = { role: 'finance', scope: { kind: 'site', site: 'oslo' } };
    const team: RoleGrant = { role: 'finance', scope: { kind: 'team', team: 'vision' } };
    const amountFor = async (grants: RoleGrant[], query = {}) =>
      (await ask(query, grants)).books[0]?.whole.total.amount;
    expect(await amountFor([site])).toBe('7.5');
    expect(await amountFor([team])).toBe('10.500000000000000000000001');
    expect(await amountFor([site, team])).toBe('7.500000000000000000000001');
    expect((await ask({ by: 'sku' }, [site, team])).readFrom).toBe('rows');
    expect(await amountFor([site, team], { by: 'sku' })).toBe('7.500000000000000000000001');
    expect(await amountFor([team], { team: 'speech' })).toBeUndefined();
    expect((await askRows({}, [site])).items.map(({ values }) => values.site)).toEqual(['oslo', 'oslo']);
    await expect(ask({}, [{ role: 'viewer', scope: { kind: 'all' } }])).rejects.toMatchObject({ kind: 'denied' });
  });

  it('leads from a figure to its rows, page by page, and to the file they came in', async () => {
    const first = await askRows({ limit: 2, team: ['vision', ''] });
    expect(first.items.map(({ row, day, effective }) => [row, day, effective])).toEqual([
      [4, '2026-10-30', '2'],
      [2, '2026-10-02', '0.000000000000000000000001'],
    ]);
    expect(first.items[0]).toMatchObject({
      file: `${written - 1}.parquet`,
      values: { service: 'network', team: null },
    });
    const second = await askRows({ limit: 2, team: ['vision', ''], cursor: first.nextCursor });
    expect(second.items.map(({ row }) => row)).toEqual([1]);
    expect(second.nextCursor).toBeNull();
    await expect(askRows({ cursor: 'bm8' })).rejects.toMatchObject({ kind: 'invalid' });
  });
});

describe('somebody of one team', () => {
  const vision: RoleGrant[] = [{ role: 'finance', scope: { kind: 'team', team: 'vision' } }];
  const superseded = new Date('2026-11-05T00:00:00Z');
  beforeEach(async () => {
    await database.prisma.connection.deleteMany();
    const october = [
      charge('2026-10-01', '10', { ServiceName: 'compute', SkuId: 'a', ...of('vision', 'oslo') }),
      charge('2026-10-02', '900', { ServiceName: 'secret-service', SkuId: 's', ...of('speech', 'oslo') }),
      charge('2026-10-03', '8000', { ServiceName: 'secret-service', SkuId: 's' }),
    ];
    const arrivedAt = new Date('2026-11-02T00:00:00Z');
    await deliver(october, { scope: 'shared', arrivedAt, supersededAt: superseded });
    await deliver([...october, charge('2026-10-04', '0.5', of('vision', 'rome'))], {
      scope: 'shared',
      arrivedAt: superseded,
    });
    await deliver([charge('2026-09-20', '3', of('vision')), charge('2026-09-21', '777', of('speech'))], {
      scope: 'shared',
      month: '2026-09-01',
    });
    await deliver([charge('2026-10-02', '66', of('speech', 'secret-site'))], { scope: 'secret-bill' });
  });

  const foreign = /secret|speech|900|8000|8910|777|66/;
  it.each<[name: string, query: Record<string, unknown>, total: string, before: string | null]>([
    ['in all', {}, '10.5', null],
    ['by team', { by: 'team' }, '10.5', null],
    ['by site', { by: 'site' }, '10.5', null],
    ['by service, the others together', { by: 'service', top: 1 }, '10.5', null],
    ['by week and compared', { by: 'account', step: 'week', compare: 'true' }, '10.5', '3'],
    ['from the rows', { by: 'service', sku: ['a', 's', ''], account: '' }, '10.5', null],
    ['as it was known before', { by: 'team', asOf: '2026-11-04T00:00:00Z' }, '10', null],
  ])('is told their own costs alone %s', async (_, query, total, before) => {
    const answer = await ask(query, vision);
    expect(answer.books).toHaveLength(1);
    expect(answer.books[0]?.whole.total.amount).toBe(total);
    expect(answer.books[0]?.whole.previous?.amount ?? null).toBe(before);
    const told = answer.books.flatMap(({ whole }) => whole.series.filter((amount) => amount !== null));
    expect(told.join(' ')).not.toMatch(foreign);
    expect(JSON.stringify({ ...answer, steps: [], at: '', asOf: '' })).not.toMatch(foreign);
    expect(answer.sources.map(({ title }) => title)).toEqual(['shared']);
    expect(answer.steps.flatMap(({ missing }) => missing)).toEqual([]);
  });

  it('is told nothing where they ask for what is not theirs', async () => {
    for (const query of [{ team: 'speech' }, { team: '' }, { service: 'secret-service' }, { site: 'secret-site' }])
      expect((await ask({ ...query, by: 'team' }, vision)).books).toEqual([]);
  });

  it('is shown no row but theirs, page by page and as of an instant', async () => {
    const first = await askRows({ limit: 1 }, vision);
    const second = await askRows({ limit: 1, cursor: first.nextCursor }, vision);
    expect([first, second].flatMap(({ items }) => items.map(({ effective }) => effective))).toEqual(['0.5', '10']);
    expect(second.nextCursor).toBeNull();
    expect((await askRows({ asOf: '2026-11-04T00:00:00Z' }, vision)).items.map(({ row }) => row)).toEqual([1]);
    expect((await askRows({ service: 'secret-service' }, vision)).items).toEqual([]);
    // The cursor of somebody who sees more leads to no more.
    const everything = await askRows({ limit: 1 });
    expect(JSON.stringify((await askRows({ cursor: everything.nextCursor }, vision)).items)).not.toMatch(
      /speech|secret/,
    );
  });

  it('hears of a connection that delivered nothing only where something of theirs is listed', async () => {
    const { id } = await database.prisma.connection.create({
      data: {
        provider: 'aws',
        name: 'secret-factory',
        settings: {},
        tagRules: { ...defaultTagRules },
        intervalMs: 3_600_000,
        createdAt: new Date('2026-09-01T00:00:00Z'),
        schedules: { create: { capability: 'cost', nextDueAt: now } },
      },
    });
    const titles = async (grants: RoleGrant[]) => (await ask({}, grants)).sources.map(({ title }) => title);
    expect(await titles(everywhere)).toContain('secret-factory');
    expect(await titles(vision)).toEqual(['shared']);
    // It delivered, and nothing of it is theirs.
    await deliver([charge('2026-10-02', '1', of('speech'))], { scope: 'more', connectionId: id });
    expect(await titles(vision)).toEqual(['shared']);
    expect((await ask({}, vision)).books[0]?.whole.total.atLeast).toBe(false);
  });

  it('is told "at least" while a bill is not added up, for nobody knows whose it is', async () => {
    await database.pool.query(
      `DELETE FROM cost_rollup WHERE delivery_id IN (SELECT id FROM cost_delivery WHERE scope = 'secret-bill')`,
    );
    const answer = await ask({}, vision);
    expect(answer.books[0]?.whole.total).toMatchObject({ amount: '10.5', atLeast: true });
    expect(answer.sources.map(({ title }) => title)).toEqual(['shared']);
  });
});

describe('what was known', () => {
  it('is what had arrived by then and was not superseded yet', async () => {
    const early = new Date('2026-11-02T00:00:00Z');
    const late = new Date('2026-11-05T00:00:00Z');
    await deliver([charge('2026-10-03', '1')], { arrivedAt: early, supersededAt: late });
    await deliver([charge('2026-10-03', '1.25')], { arrivedAt: late });
    const amountAsOf = async (asOf: string) => (await ask({ asOf })).books[0]?.whole.total.amount;
    expect(await amountAsOf('2026-11-01T00:00:00Z')).toBeUndefined();
    expect(await amountAsOf('2026-11-04T23:59:59Z')).toBe('1');
    expect(await amountAsOf('2026-11-05T00:00:00Z')).toBe('1.25');
  });

  it('never adds currencies or what is billed and estimated, and counts each cost from deliveries that tell it', async () => {
    await deliver([charge('2026-10-03', '1'), charge('2026-10-03', '100', { BillingCurrency: 'JPY' })]);
    await deliver([charge('2026-10-03', '7')], { scope: 'query', basis: 'provider-estimate' });
    await deliver([charge('2026-10-03', '5')], { scope: 'actual', coverage: 'billed' });
    await deliver([charge('2026-10-03', '4')], { scope: 'amortised', coverage: 'effective' });
    const totals = async (metric: string) =>
      (await ask({ metric })).books.map(({ basis, currency, whole }) => [basis, currency, whole.total.amount]);
    expect(await totals('effective')).toEqual([
      ['billed', 'JPY', '100'],
      ['provider-estimate', 'USD', '7'],
      ['billed', 'USD', '5'],
    ]);
    expect(await totals('billed')).toContainEqual(['billed', 'USD', '6']);
  });

  it('compares with as many days before', async () => {
    await deliver([charge('2026-09-30', '3'), charge('2026-10-01', '5', of('vision'))]);
    const { books } = await ask({ from: '2026-10-01', to: '2026-10-02', by: 'team', compare: 'true' });
    expect(books[0]?.whole).toMatchObject({ total: { amount: '5' }, previous: { amount: '3' } });
    expect(books[0]?.shown[0]).toMatchObject({ value: 'vision', previous: { amount: '0', rows: 0 } });
  });
});

describe('sources', () => {
  const connect = (name: string) =>
    database.prisma.connection.create({
      data: {
        provider: 'aws',
        name,
        settings: {},
        tagRules: { ...defaultTagRules },
        intervalMs: 3_600_000,
        createdAt: new Date('2026-09-01T00:00:00Z'),
        schedules: { create: { capability: 'cost', nextDueAt: now } },
      },
    });
  beforeEach(() => database.prisma.connection.deleteMany());

  it('tell to which day they are complete and what may still change, and make later days floors', async () => {
    const { id: connectionId } = await connect('factory');
    const arrivedAt = new Date('2026-10-20T08:00:00Z');
    await deliver([charge('2026-10-01', '1')], { source: 'aws-focus', connectionId, arrivedAt });
    const { sources, steps, books } = await ask({ to: '2026-10-25' });
    expect(sources).toMatchObject([
      { title: 'factory', completeTo: '2026-10-19', unsettledFrom: '2026-10-17', provider: 'aws' },
    ]);
    expect(sources[0]?.missing).toEqual([
      { from: '2026-10-20', to: '2026-10-25', why: 'These days are not delivered yet.' },
    ]);
    expect(steps.filter(({ unsettled }) => unsettled)[0]?.from).toBe('2026-10-17');
    expect(steps.filter(({ missing }) => missing.length > 0).map(({ from }) => from)[0]).toBe('2026-10-20');
    expect(books[0]?.whole.total.atLeast).toBe(true);
    expect((await ask({ to: '2026-10-19' })).books[0]?.whole.total.atLeast).toBe(false);
  });

  it('that never delivered, or whose delivery was refused, make every total a floor', async () => {
    const { id: connectionId } = await connect('factory');
    await deliver([charge('2026-10-01', '1')], { source: 'aws-focus', connectionId });
    expect((await ask({})).books[0]?.whole.total.atLeast).toBe(false);
    await deliver([charge('2026-10-01', '2')], {
      source: 'aws-focus',
      connectionId,
      state: 'quarantined',
      arrivedAt: new Date('2026-11-07T00:00:00Z'),
    });
    const refused = await ask({});
    expect(refused.books[0]?.whole.total).toMatchObject({ amount: '1', atLeast: true });
    expect(refused.sources[0]?.missing[0]?.why).toMatch(/quarantine.*goes on counting/);
    await database.pool.query(
      `DELETE FROM cost_file WHERE delivery_id IN (SELECT id FROM cost_delivery WHERE state <> 'kept')`,
    );
    await database.pool.query(
      `DELETE FROM cost_rollup WHERE delivery_id IN (SELECT id FROM cost_delivery WHERE state <> 'kept')`,
    );
    await database.pool.query(`DELETE FROM cost_delivery WHERE state <> 'kept'`);
    await connect('silent');
    const { sources, books } = await ask({});
    expect(sources.find(({ title }) => title === 'silent')?.missing).toHaveLength(1);
    expect(books[0]?.whole.total).toMatchObject({ amount: '1', atLeast: true });
  });
});
