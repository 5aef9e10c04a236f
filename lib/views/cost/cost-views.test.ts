import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { costQuerySchema, costRowsQuerySchema, costRowsSchema, costSchema } from '@/lib/api/contracts/cost';
import type { RoleGrant } from '@/lib/domain/access';
import { defaultTagRules } from '@/lib/domain/resource';
import { actorWith, financeEverywhere, TestBills, type TestDelivery } from '@/lib/store/cost-rollups/test-bills';
import type { TestCostRow } from '@/lib/store/cost-rollups/test-ledger';
import { readCost } from './read-cost';
import { readCostRows } from './read-cost-rows';

let bills: TestBills;
beforeAll(async () => {
  bills = await TestBills.create();
});
afterAll(() => bills.close());
beforeEach(() => bills.empty());

const now = new Date('2026-11-10T12:00:00Z');
async function ask(query: Record<string, unknown>, grants = financeEverywhere) {
  const parsed = costQuerySchema.parse({ from: '2026-10-01', to: '2026-10-31', ...query });
  return costSchema.parse(
    await readCost({ actor: actorWith(grants), database: bills.database, now }, parsed, bills.openLedger),
  );
}

async function askRows(query: Record<string, unknown>, grants = financeEverywhere) {
  const parsed = costRowsQuerySchema.parse({ from: '2026-10-01', to: '2026-10-31', ...query });
  return costRowsSchema.parse(
    await readCostRows({ actor: actorWith(grants), database: bills.database, now }, parsed, bills.openLedger),
  );
}

/** A file that was read at once holds no numbers: a row's place is its number. */
const deliver = (rows: readonly TestCostRow[], given: Partial<TestDelivery> = {}) =>
  bills.deliver(
    rows.map((row, index) => ({
      BillingCurrency: 'USD',
      x_provider: 'aws',
      ...(index % 2 === 0 ? { x_row: String(index + 1) } : {}),
      ...row,
    })),
    given,
  );

const charge = (day: string, cost: string | null, rest: TestCostRow = {}): TestCostRow => ({
  x_charge_day: day,
  EffectiveCost: cost,
  BilledCost: cost,
  ...rest,
});
const of = (team: string | null, site: string | null = null) => ({
  Tags: JSON.stringify({ ...(team === null ? {} : { team }), ...(site === null ? {} : { site }) }),
});

describe('bills that are added up by other rules than those in force', () => {
  it('are counted where what is asked hangs on rules, and only there', async () => {
    await bills.database.pool.query(
      `INSERT INTO cost_rule_version (number, created_at, created_by, comment, document)
       VALUES (1, '2026-11-09T00:00:00Z', 'Finn', 'As agreed', $1)`,
      [
        JSON.stringify({
          attribution: [{ attribute: 'team', source: { from: 'tag', key: 'crew' }, maps: null }],
          pools: [],
          idle: 'separate',
        }),
      ],
    );
    try {
      await deliver([charge('2026-10-01', '10', of('vision'))]);
      const behindOf = async (query: Record<string, unknown>, grants?: RoleGrant[]) =>
        (await ask(query, grants)).behind;
      expect([await behindOf({ by: 'team' }), await behindOf({ site: 'oslo' })]).toEqual([1, 1]);
      expect(await behindOf({}, [{ role: 'finance', scope: { kind: 'team', team: 'vision' } }])).toBe(1);
      expect([await behindOf({ by: 'service' }), await behindOf({ by: 'team', from: '2026-10-02' })]).toEqual([0, 0]);
      expect(await behindOf({ by: 'team', asOf: '2026-11-08T00:00:00Z' })).toBe(0);
    } finally {
      await bills.database.pool.query(
        `ALTER TABLE cost_rule_version DISABLE TRIGGER USER; DELETE FROM cost_rule_version;
         ALTER TABLE cost_rule_version ENABLE TRIGGER USER`,
      );
    }
  });
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

  it('tells steps of weeks, and nothing where no row is or none tells its cost', async () => {
    const { books, steps } = await ask({ by: 'team', step: 'week' });
    expect(steps.map(({ from, to }) => [from, to])).toEqual([
      ['2026-10-01', '2026-10-04'],
      ['2026-10-05', '2026-10-11'],
      ['2026-10-12', '2026-10-18'],
      ['2026-10-19', '2026-10-25'],
      ['2026-10-26', '2026-10-31'],
    ]);
    expect(books[0]?.whole.series).toEqual(['7.500000000000000000000001', null, null, null, '2']);
    expect(books[0]?.shown.find(({ value }) => value === 'speech')?.series).toEqual(['-3', null, null, null, null]);
  });

  it.each([
    ['roll-ups', {}],
    ['rows', { sku: ['a', 'b', 'c', 'd'], team: ['vision', 'speech', ''] }],
  ])('tells of a cost that no row tells that it is not known, and no nought, from %s', async (readFrom, filter) => {
    const { books, ...answer } = await ask({ by: 'service', metric: 'list', ...filter });
    expect(answer.readFrom).toBe(readFrom);
    const [book] = books;
    expect(book?.whole).toMatchObject({
      total: { amount: null, rows: 5, untoldRows: 5, atLeast: true },
      untoldSteps: [0, 1, 29, 30],
    });
    expect(book?.whole.series.filter((amount) => amount !== null)).toEqual([]);
    expect(book?.shown.map(({ total }) => total.amount)).toEqual([null, null, null]);
  });

  it('marks the steps of which not every row tells its cost', async () => {
    const [book] = (await ask({})).books;
    expect(book?.whole.series[30]).toBeNull();
    expect(book?.whole.untoldSteps).toEqual([30]);
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
      file: (await bills.database.prisma.costFile.findFirstOrThrow()).name,
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
    await bills.database.prisma.connection.deleteMany();
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
    const { id } = await bills.database.prisma.connection.create({
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
    expect(await titles(financeEverywhere)).toContain('secret-factory');
    expect(await titles(vision)).toEqual(['shared']);
    // It delivered, and nothing of it is theirs.
    await deliver([charge('2026-10-02', '1', of('speech'))], { scope: 'more', connectionId: id });
    expect(await titles(vision)).toEqual(['shared']);
    expect((await ask({}, vision)).books[0]?.whole.total.atLeast).toBe(false);
  });

  it('is told "at least" while a bill is not added up, for nobody knows whose it is', async () => {
    await bills.database.pool.query(
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
    bills.database.prisma.connection.create({
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
  beforeEach(() => bills.database.prisma.connection.deleteMany());

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
    await bills.database.pool.query(
      `DELETE FROM cost_file WHERE delivery_id IN (SELECT id FROM cost_delivery WHERE state <> 'kept')`,
    );
    await bills.database.pool.query(
      `DELETE FROM cost_rollup WHERE delivery_id IN (SELECT id FROM cost_delivery WHERE state <> 'kept')`,
    );
    await bills.database.pool.query(`DELETE FROM cost_delivery WHERE state <> 'kept'`);
    await connect('silent');
    const { sources, books } = await ask({});
    expect(sources.find(({ title }) => title === 'silent')?.missing).toHaveLength(1);
    expect(books[0]?.whole.total).toMatchObject({ amount: '1', atLeast: true });
  });
});
