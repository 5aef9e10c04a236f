import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '@/lib/access/actor';
import { costAnomaliesQuerySchema, costAnomaliesSchema, costAnomalySchema } from '@/lib/api/contracts/cost-anomalies';
import { sayOfAnomaly } from '@/lib/commands/cost/say-of-anomaly';
import type { RoleGrant } from '@/lib/domain/access';
import { addAmounts, formatAmount, parseAmount } from '@/lib/domain/cost/amount';
import { createTestLedger, type TestLedger, toCsv, toDelivery, toFile } from '@/lib/store/cost-ledger/test-ledger';
import { addDays } from '@/lib/store/cost-rollups/cost-question';
import { readCostAnomalies, readCostAnomaly } from '@/lib/views/cost/anomalies/read-anomalies';
import { readAnomalyItems } from '@/lib/views/overview/anomaly-items';
import { keepAnomalies } from './keep-anomalies';

let ledger: TestLedger;
beforeAll(async () => {
  ledger = await createTestLedger();
});
afterAll(() => ledger.close());
const stopping = new AbortController().signal;
const keep = (at: string) => keepAnomalies(ledger.database, ledger.folder.root, { now: () => new Date(at), stopping });

const everywhere: RoleGrant[] = [{ role: 'finance', scope: { kind: 'all' } }];
const actorOf = (grants: RoleGrant[]): Actor => ({ kind: 'person', id: null, personId: null, label: 'Fay', grants });
const contextOf = (grants: RoleGrant[], at = '2026-11-08T12:00:00Z') => ({
  actor: actorOf(grants),
  database: ledger.database,
  now: new Date(at),
  requestId: 'test',
});

async function list(state: 'open' | 'all' = 'open', grants = everywhere) {
  const query = costAnomaliesQuerySchema.parse({ state });
  return costAnomaliesSchema.parse(await readCostAnomalies(contextOf(grants), query));
}

async function look(id: string, grants = everywhere) {
  return costAnomalySchema.parse(await readCostAnomaly(contextOf(grants), id));
}

type Row = Record<string, string>;
const usage = (day: string, cost: string, rest: Row = {}): Row => ({
  BilledCost: cost,
  EffectiveCost: cost,
  ChargePeriodStart: `${day}T00:00:00Z`,
  ChargePeriodEnd: `${addDays(day, 1)}T00:00:00Z`,
  ChargeCategory: 'Usage',
  ProviderName: 'AWS',
  BillingAccountId: '1000',
  SubAccountId: 'research',
  RegionId: 'us-east-1',
  ServiceName: 'EC2',
  SkuId: 'p5',
  ResourceId: 'i-1',
  PricingQuantity: cost,
  PricingUnit: 'Hours',
  Tags: '{"team":"vision"}',
  ...rest,
});

/** A day of two services and accounts: 300 and 100, a little more on odd days. */
function usualDay(day: string): Row[] {
  const more = Number(day.slice(8)) % 2 === 0 ? '' : '.5';
  return [
    usage(day, `300${more}`),
    usage(day, `100${more}`, {
      ServiceName: 'S3',
      SubAccountId: 'web',
      SkuId: 'gb',
      ResourceId: 'b-1',
      Tags: '{"team":"web"}',
    }),
  ];
}

const months = ['2026-07', '2026-08', '2026-09', '2026-10'];
const daysOf = (month: string) => {
  const start = `${month}-01`;
  const count = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).getUTCDate();
  return Array.from({ length: count }, (_, index) => addDays(start, index));
};

/** Delivers months that arrived whole, with what is put in on top. */
async function deliver(put: (day: string) => Row[] = () => [], at = '2026-11-08T00:00:00Z', only = months) {
  for (const month of only) {
    const rows = daysOf(month).flatMap((day) => [...usualDay(day), ...put(day)]);
    const next = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 1)).toISOString();
    const content = toCsv(
      rows.map((row) => ({ ...row, BillingPeriodStart: `${month}-01T00:00:00Z`, BillingPeriodEnd: next })),
    );
    await ledger.keepDelivery(
      toDelivery([toFile(content)], { scope: 'aws', billingMonth: month as `${number}-${number}` }),
      new Date(at),
    );
  }
}

/** A run of new machines on two days, and in October far more tax than in the months before. */
const put = (day: string): Row[] => [
  ...(day === '2026-09-20' || day === '2026-10-14'
    ? [usage(day, '900.000000000000000000000001', { SkuId: 'p6', ResourceId: 'i-new' })]
    : []),
  ...(day.endsWith('-01')
    ? [usage(day, day === '2026-10-01' ? '5000' : '200', { ChargeCategory: 'Tax', SkuId: 'tax' })]
    : []),
];

// The tests go on from one another: bringing in four months takes a while.
describe('anomalies', () => {
  it('tell one thing once, and purchases and tax by month, apart from usage', async () => {
    await deliver(put);
    expect(await keep('2026-11-08T01:00:00Z')).toMatchObject({ restated: 0 });
    const { items, judged } = await list();
    expect(judged).toMatchObject({ to: '2026-11-07' });
    expect(items).toMatchObject([
      {
        dimension: 'charge-category',
        value: 'Tax',
        rhythm: 'monthly',
        metric: 'billed',
        from: '2026-10-01',
        actual: '5000',
      },
      { dimension: 'service', value: 'EC2', kind: 'spike', from: '2026-10-14', to: '2026-10-14', state: 'open' },
      { dimension: 'service', value: 'EC2', kind: 'spike', from: '2026-09-20', to: '2026-09-20', currency: 'USD' },
    ]);
    expect(items[1]?.actual).toBe('1200.000000000000000000000001');
    const [first, ...others] = await readAnomalyItems(contextOf(everywhere));
    expect(first).toMatchObject({
      title: 'Costs of Tax are out of the usual',
      detail: expect.stringContaining('more'),
    });
    expect(others).toHaveLength(2);
    expect(await readAnomalyItems(contextOf([]))).toEqual([]);
  });

  it('have a cause by drill-down, and parts of the same money in other slices', async () => {
    const { cause, course, parts } = await look(await idOf('2026-10-14'));
    expect(cause?.path).toMatchObject([
      { dimension: 'service', value: 'EC2' },
      { dimension: 'sku', value: 'p6', isNew: true },
      { dimension: 'account', value: 'research' },
      { dimension: 'region', value: 'us-east-1' },
      { dimension: 'resource', value: 'i-new', isNew: true },
    ]);
    expect(cause?.effects).toMatchObject({ appeared: '900.000000000000000000000001', untold: '0' });
    expect(course.find(({ from }) => from === '2026-10-14')).toMatchObject({ actual: '1200.000000000000000000000001' });
    expect(parts.map(({ dimension }) => dimension).sort()).toEqual(['account', 'provider', 'region', 'site', 'team']);
  });

  it('have parts of each dimension that add up to the change, to the last digit', async () => {
    const { cause } = await look(await idOf('2026-10-14'));
    const addUp = (texts: readonly string[]) =>
      formatAmount(addAmounts(...texts.map((text) => parseAmount(text)).filter((amount) => amount !== null)));
    expect(cause?.dimensions).toHaveLength(7);
    for (const { shown, others } of cause?.dimensions ?? [])
      expect(addUp([...shown, ...(others === null ? [] : [others])].map(({ change }) => change))).toBe(
        cause?.whole.change,
      );
    expect(addUp(Object.values(cause?.effects ?? {}))).toBe(cause?.whole.change);
  });

  it('are found again as the same, and not looked for where nothing has come', async () => {
    const first = await list('all');
    expect(await keep('2026-11-08T02:00:00Z')).toBeNull();
    await ledger.database.pool.query('DELETE FROM cost_anomaly_pass');
    expect(await keep('2026-11-08T03:00:00Z')).toMatchObject({ restated: 0 });
    expect((await list('all')).items).toEqual(first.items);
  });

  it('are those of one’s own team alone for whoever sees no more', async () => {
    const vision: RoleGrant[] = [{ role: 'finance', scope: { kind: 'team', team: 'vision' } }];
    const web: RoleGrant[] = [{ role: 'finance', scope: { kind: 'team', team: 'web' } }];
    const own = (await list('open', vision)).items;
    expect(own.map(({ dimension, value, from }) => [dimension, value, from])).toEqual([
      ['team', 'vision', '2026-10-14'],
      ['team', 'vision', '2026-09-20'],
    ]);
    const id = own[0]?.id ?? '';
    expect((await look(id, vision)).cause?.path).toMatchObject([
      { dimension: 'service' },
      { dimension: 'sku' },
      {},
      {},
      {},
    ]);
    expect((await look(id, vision)).parts).toEqual([]);
    expect((await list('open', web)).items).toEqual([]);
    await expect(look(await idOf('2026-10-14'), vision)).rejects.toMatchObject({ kind: 'not-found' });
    const said = sayOfAnomaly(contextOf(vision), id, { verdict: 'expected', comment: null });
    await expect(said).rejects.toMatchObject({ kind: 'denied' });
  });

  it('keep what people said of them, with who and when, audited and never changed', async () => {
    const id = await idOf('2026-09-20');
    const say = (verdict: 'acknowledged' | 'expected', comment: string) =>
      sayOfAnomaly(contextOf(everywhere), id, { verdict, comment });
    await say('acknowledged', 'A test run?');
    await say('acknowledged', 'A test run?');
    expect((await list()).items.find((one) => one.id === id)).toMatchObject({ state: 'acknowledged' });
    await say('expected', 'A run now and then');
    expect((await look(id)).feedback).toMatchObject([
      { verdict: 'expected', by: 'Fay', comment: 'A run now and then' },
      { verdict: 'acknowledged', comment: 'A test run?' },
    ]);
    expect(
      await ledger.database.prisma.auditEntry.count({ where: { action: 'cost.anomaly-feedback', outcome: 'done' } }),
    ).toBe(2);
    for (const sql of ['DELETE FROM cost_anomaly_feedback', 'TRUNCATE cost_anomaly CASCADE'])
      await expect(ledger.database.pool.query(sql)).rejects.toThrow('only ever added');
  });

  it('raise no alarm when they are like one that is expected', async () => {
    expect(await keep('2026-11-08T04:00:00Z')).not.toBeNull();
    expect((await list()).items.map(({ value }) => value)).toEqual(['Tax']);
    const like = (await list('all')).items.find(({ from }) => from === '2026-10-14');
    expect(like).toMatchObject({ state: 'expected', expectedBy: await idOf('2026-09-20') });
  });

  it('are closed as restated when a later delivery explains them away, and stay', async () => {
    await deliver(
      (day) => put(day).map((row) => (row.SkuId === 'tax' ? { ...row, BilledCost: '200' } : row)),
      '2026-11-08T05:00:00Z',
      ['2026-10'],
    );
    const id = await idOf('2026-10-01');
    expect(await keep('2026-11-08T06:00:00Z')).toMatchObject({ restated: 1 });
    expect((await list()).items).toEqual([]);
    expect((await look(id)).anomaly).toMatchObject({ state: 'restated', actual: '5000' });
    const said = sayOfAnomaly(contextOf(everywhere), id, { verdict: 'expected', comment: null });
    await expect(said).rejects.toMatchObject({ kind: 'conflict' });
  });

  it('go on as the same, with what was said of them, when bills move their first day', async () => {
    const id = await idOf('2026-10-14');
    const more = (day: string) =>
      day === '2026-10-13' ? [usage(day, '900', { SkuId: 'p6', ResourceId: 'i-new' })] : put(day);
    await deliver(more, '2026-11-08T07:00:00Z', ['2026-10']);
    await keep('2026-11-08T08:00:00Z');
    const told = (await list('all')).items.filter(({ to }) => to === '2026-10-14');
    expect(told).toMatchObject([{ id, from: '2026-10-13', state: 'expected' }]);
    await ledger.database.pool.query('DELETE FROM cost_anomaly_pass');
    expect(await keep('2026-11-08T09:00:00Z')).toMatchObject({ restated: 0 });
    expect((await list('all')).items.filter(({ to }) => to === '2026-10-14')).toEqual(told);
  });
  it('are open again when they outgrow what was called expected', async () => {
    const id = await idOf('2026-10-13');
    const grow = async (cost: string, hour: string) => {
      const more = (day: string) =>
        day === '2026-10-13' || day === '2026-10-14'
          ? [usage(day, cost, { SkuId: 'p6', ResourceId: 'i-new' })]
          : put(day);
      await deliver(more, `2026-11-08T${hour}:00:00Z`, ['2026-10']);
      await keep(`2026-11-08T${hour}:30:00Z`);
      return (await look(id)).anomaly.state;
    };
    expect(await grow('5000', '10')).toBe('open');
    await sayOfAnomaly(contextOf(everywhere), id, { verdict: 'expected', comment: 'A large run' });
    expect(await grow('6000', '11')).toBe('expected');
    expect(await grow('9000', '12')).toBe('open');
    expect((await look(id)).feedback).toMatchObject([{ verdict: 'expected', comment: 'A large run' }]);
  });

  it('say how many values cost too little to be watched, to those who see all costs', async () => {
    expect((await list()).judged).toMatchObject({ unwatched: 0, leftOut: 0 });
    const small = Array.from({ length: 1_010 }, (_, index) =>
      usage('2026-10-20', '0.01', { SubAccountId: `account-${index}`, ResourceId: 'i-small' }),
    );
    const putSmall = (day: string) => (day === '2026-10-20' ? small : []);
    await deliver(putSmall, '2026-11-20T00:00:00Z', ['2026-10']);
    await keep('2026-11-20T01:00:00Z');
    // Two accounts cost more: of 1,012 a thousand are watched.
    expect((await list()).judged).toMatchObject({ unwatched: 12, leftOut: 0 });
    const team: RoleGrant[] = [{ role: 'finance', scope: { kind: 'team', team: 'vision' } }];
    expect((await list('open', team)).judged).toMatchObject({ unwatched: null, leftOut: null });
  });

  it('name the sources that were looked through, and those that told nothing by then', async () => {
    await ledger.database.prisma.connection.create({
      data: {
        provider: 'azure',
        name: 'Silent Azure',
        settings: {},
        tagRules: {},
        intervalMs: 3_600_000,
        createdAt: new Date('2026-01-01T00:00:00Z'),
        schedules: { create: { capability: 'cost', nextDueAt: new Date('2026-01-01T00:00:00Z') } },
      },
    });
    const { judged } = await list();
    if (judged === null) throw new Error('Costs were looked through.');
    expect(judged.sources.map(({ title, deliveredAt }) => [title, deliveredAt === null])).toContainEqual([
      'Silent Azure',
      true,
    ]);
    expect(judged.sources.length).toBeGreaterThan(1);
    expect(judged.sources.find(({ title }) => title === 'Silent Azure')?.missing).toEqual([
      { from: judged.from, to: judged.to, why: 'It has delivered no bill yet.' },
    ]);
    // Somebody of one team knows of the sources with rows of it alone.
    const team = await list('open', [{ role: 'finance', scope: { kind: 'team', team: 'vision' } }]);
    expect(team.judged?.sources.map(({ title }) => title)).not.toContain('Silent Azure');
    expect(team.judged?.sources.length).toBeGreaterThan(0);
  });
});

async function idOf(from: string): Promise<string> {
  const found = (await list('all')).items.find((one) => one.from === from);
  if (found === undefined) throw new Error(`No anomaly begins on ${from}.`);
  return found.id;
}
