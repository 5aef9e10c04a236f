import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type DataTransfer,
  transferNamesQuerySchema,
  transferNamesSchema,
  transferQuerySchema,
  transferSchema,
} from '@/lib/api/contracts/cost-transfer';
import type { RoleGrant } from '@/lib/domain/access';
import { formatAmount, parseAmount } from '@/lib/domain/cost/amount';
import { actorWith, financeEverywhere, TestBills } from '@/lib/store/cost-rollups/test-bills';
import { recordTestDelivery } from '@/lib/store/cost-rollups/test-delivery';
import type { TestCostRow } from '@/lib/store/cost-rollups/test-ledger';
import { copyRollup } from '@/lib/store/cost-rollups/write-rollup';
import { inTransaction } from '@/lib/store/database/in-transaction';
import { readTransfer } from './read-transfer';
import { readTransferNames } from './read-transfer-names';

let bills: TestBills;
beforeAll(async () => {
  bills = await TestBills.create();
});
afterAll(() => bills.close());
beforeEach(() => bills.empty());

const now = new Date('2026-11-10T12:00:00Z');
const vision: RoleGrant[] = [{ role: 'finance', scope: { kind: 'team', team: 'vision' } }];
const pune: RoleGrant[] = [{ role: 'finance', scope: { kind: 'site', site: 'pune' } }];
const contextOf = (grants: RoleGrant[]) => ({ actor: actorWith(grants), database: bills.database, now });
const range = { from: '2026-10-01', to: '2026-10-31' };

async function ask(query: Record<string, unknown> = {}, grants = financeEverywhere): Promise<DataTransfer> {
  const parsed = transferQuerySchema.parse({ ...range, ...query });
  return transferSchema.parse(await readTransfer(contextOf(grants), parsed));
}

async function askNames(query: Record<string, unknown>, grants = financeEverywhere) {
  const parsed = transferNamesQuerySchema.parse({ ...range, currency: 'USD', ...query });
  return transferNamesSchema.parse(await readTransferNames(contextOf(grants), parsed)).names;
}

const deliver = (rows: readonly TestCostRow[], month = '2026-10-01') =>
  bills.deliver(
    rows.map((row) => ({ BillingCurrency: 'USD', x_provider: 'aws', ChargeCategory: 'Usage', ...row })),
    { month },
  );

const gigabyte = 2n ** 30n;
const moved = (day: string, meter: string, cost: string | null, rest: TestCostRow = {}): TestCostRow => ({
  ...{ x_charge_day: day, EffectiveCost: cost, BilledCost: cost, SkuMeter: meter, RegionId: 'us-east-1', SkuId: meter },
  ...{ ServiceName: 'Data Transfer', ConsumedUnit: 'GB', ConsumedQuantity: '2' },
  ...rest,
});
const operated = (operation: string) => ({ x_other: `{x_Operation=${operation}}` });

describe('data transfer', () => {
  const bill = [
    moved('2026-10-01', 'USE1-EUC1-AWS-Out-Bytes', '3'),
    moved('2026-10-02', 'USE1-EUC1-AWS-Out-Bytes', '1', { x_transfer: 'between-regions', Tags: '{"team":"vision"}' }),
    moved('2026-10-02', 'USE1-DataTransfer-Out-Bytes', '5', { x_transfer: 'internet', Tags: '{"site":"ashburn"}' }),
    moved('2026-10-02', 'Intra Continent Data Transfer Out', '7', { x_provider: 'azure', RegionId: 'westeurope' }),
    moved('2026-10-03', 'USE1-BoxUsage:c5.large', '9'),
  ];

  it('tells from where to where, in money and bytes, and adds up', async () => {
    await deliver(bill);
    const [book] = (await ask()).books;
    expect(book?.total).toMatchObject({ amount: '16', rows: 4, areBytesWhole: false, bytes: String(6n * gigabyte) });
    expect(book?.pairs).toMatchObject([
      { from: 'azure/westeurope', to: null, amount: '7', bytes: null, quantities: [{ unit: 'GB', quantity: '2' }] },
      { from: 'aws/us-east-1', to: 'internet', amount: '5' },
      {
        ...{ from: 'aws/us-east-1', to: 'aws/eu-central-1', amount: '4' },
        ...{ bytes: String(4n * gigabyte), areBytesWhole: true },
      },
    ]);
    expect(book?.series.map(({ kind, amounts }) => [kind, amounts.slice(0, 3)])).toEqual([
      ['internet', [null, '5', null]],
      ['between-regions', ['3', '8', null]],
    ]);
    expect(book?.whole).toMatchObject({ amount: '16', rows: 4 });
  });

  it('counts data once that the bill tells at both of its ends', async () => {
    const received = moved('2026-10-01', 'EUC1-USE1-AWS-In-Bytes', '0', { RegionId: 'eu-central-1' });
    const zones = 'USE1-DataTransfer-Regional-Bytes';
    await deliver([
      moved('2026-10-01', 'USE1-EUC1-AWS-Out-Bytes', '3'),
      received,
      moved('2026-10-01', zones, '1', operated('InterZone-Out')),
      moved('2026-10-01', zones, '1', operated('InterZone-In')),
    ]);
    const once = { bytes: String(2n * gigabyte), areBytesWhole: true };
    expect((await ask()).books[0]?.pairs).toMatchObject([
      { from: 'aws/us-east-1', to: 'aws/eu-central-1', amount: '3', ...once },
      { from: 'aws/us-east-1', to: 'other-zone', amount: '2', rows: 2, ...once },
    ]);
  });

  it('does not know the data of a charge between zones that says at which end it was metered', async () => {
    await deliver([moved('2026-10-01', 'USE1-DataTransfer-Regional-Bytes', '1')]);
    expect((await ask()).books[0]?.pairs).toMatchObject([{ amount: '1', bytes: null, pricePerGigabyte: null }]);
  });

  it('keeps tax and credits out of the matrix, and tells them beside it', async () => {
    const out = (cost: string, category: string) =>
      moved('2026-10-01', 'USE1-DataTransfer-Out-Bytes', cost, { ChargeCategory: category });
    await deliver([out('10', 'Usage'), out('-4', 'Credit'), out('1.9', 'Tax'), out('0.1', 'Tax')]);
    const [book] = (await ask()).books;
    // 10 over 2 × 2³⁰ bytes.
    expect(book?.total).toMatchObject({ amount: '10', rows: 1, pricePerGigabyte: '4.656612873077392578125' });
    expect(book?.otherCharges).toMatchObject([
      { category: 'Credit', amount: '-4', rows: 1 },
      { category: 'Tax', amount: '2', rows: 2 },
    ]);
    expect(book?.whole).toMatchObject({ amount: '8', rows: 4 });
    expect(book?.series).toMatchObject([{ kind: 'internet', amounts: expect.arrayContaining(['10']) }]);
  });

  it('tells what it does not recognise, with its money, and what it was called', async () => {
    const strange = { ServiceName: 'Amazon S3', SkuId: 'mrap' };
    await deliver([
      moved('2026-10-01', 'USE1-DataTransfer-Out-Bytes', '10'),
      moved('2026-10-01', 'USE1-MRAP-Out-Bytes', '3', strange),
      moved('2026-10-02', 'USE1-MRAP-Out-Bytes', null, { ...strange, ConsumedUnit: 'TB' }),
      moved('2026-10-02', 'Network Vpn Internet Egress', '1', { x_provider: 'google-cloud', ServiceName: 'VPN' }),
      moved('2026-10-02', 'USE1-NatGateway-Bytes', '99'),
    ]);
    const [book] = (await ask()).books;
    expect(book?.total).toMatchObject({ amount: '10', rows: 1 });
    expect(book?.unrecognised).toMatchObject({ amount: '4', rows: 3, untoldRows: 1, atLeast: true });
    expect(book?.unrecognised.texts).toMatchObject([
      { provider: 'aws', service: 'Amazon S3', text: 'USE1-MRAP-Out-Bytes', amount: '3', rows: 2 },
      { provider: 'google-cloud', service: 'VPN', text: 'Network Vpn Internet Egress', amount: '1', rows: 1 },
    ]);
    expect(book?.whole).toMatchObject({ amount: '14', rows: 4 });
    const ofText = { ends: 'unrecognised', origin: 'Amazon S3', destination: 'USE1-MRAP-Out-Bytes' };
    expect(await askNames(ofText)).toEqual([
      { provider: 'aws', service: 'Amazon S3', region: 'us-east-1', sku: 'mrap' },
    ]);
  });

  it('names everything of a cell, however much that is, and to each what is theirs', async () => {
    const rows = Array.from({ length: 120 }, (_, place) =>
      moved('2026-10-01', 'USE1-EUC1-AWS-Out-Bytes', '1', { SkuId: `sku-${place}` }),
    );
    const theirs = { SkuId: null, Tags: '{"team":"vision"}' };
    await deliver([...rows, moved('2026-10-02', 'USE1-EUC1-AWS-Out-Bytes', '1', theirs), ...bill.slice(2)]);
    const cell = { origin: 'aws/us-east-1', destination: 'aws/eu-central-1' };
    const names = await askNames(cell);
    expect(new Set(names.map(({ sku }) => sku))).toEqual(new Set([...rows.map(({ SkuId }) => SkuId), null]));
    expect(await askNames({ ...cell, ends: 'site' })).toHaveLength(121);
    expect(await askNames(cell, vision)).toEqual([
      { provider: 'aws', service: 'Data Transfer', region: 'us-east-1', sku: null },
    ]);
    expect(await askNames({ ...cell, currency: 'EUR' })).toEqual([]);
    expect(await askNames({ ...cell, from: '2026-09-01', to: '2026-09-30' })).toEqual([]);
  });

  it('tells part of a month, ends by site, and to each what is charged to theirs', async () => {
    await deliver(bill);
    const sites = (await ask({ ends: 'site' })).books[0];
    expect(sites?.from).toContain('ashburn');
    expect((await ask({ from: '2026-10-02', to: '2026-10-02' })).books[0]?.total.amount).toBe('13');
    const theirs = await ask({}, vision);
    expect(theirs.books[0]?.total).toMatchObject({ amount: '1', rows: 1 });
    expect(theirs.books[0]?.series).toMatchObject([{ amounts: expect.arrayContaining(['1']) }]);
  });

  it('has the same sums for another delivery of the same files', async () => {
    const id = await deliver(bill);
    const before = await ask();
    const other = await recordTestDelivery(bills.database, {
      ...{ month: '2026-10-01', scope: 'again', arrivedAt: new Date('2026-11-06T00:00:00Z'), files: [] },
      days: ['2026-10-01', '2026-10-03'],
    });
    await inTransaction(bills.database.pool, (client) =>
      copyRollup((sql, parameters) => client.query(sql, parameters), id, other),
    );
    const [first, both] = [before.books[0], (await ask()).books[0]];
    expect(both?.total.rows).toBe(2 * (first?.total.rows ?? Number.NaN));
    expect(both?.total.amount).toBe('32');
  });

  it('adds up quantities that are more than a decimal of the ledger holds', async () => {
    const most = '99999999999999.5';
    const huge = { ConsumedUnit: 'Bytes', ConsumedQuantity: most, x_provider: 'google-cloud' };
    const meter = 'Network Internet Data Transfer Out from Americas to Americas';
    await deliver(['01', '01', '01', '02'].map((day) => moved(`2026-10-${day}`, meter, '1', huge)));
    expect((await ask()).books[0]?.total.bytes).toBe('399999999999998');
    expect((await ask({ from: '2026-10-02' })).books[0]?.total.bytes).toBe(most);
  });
});

describe('sums of data transfer', () => {
  const meters = [
    'USE1-EUC1-AWS-Out-Bytes',
    'EUN1-DataXfer-Out:dc.3',
    'DataTransfer-Out-Bytes',
    'Network Unheard-of Egress',
    'Anything else',
    'NatGateway-Bytes',
  ];
  const categories = ['Usage', 'Tax', null];
  const amountOf = fc.option(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }).map(formatAmount));
  const dayOf = fc.integer({ min: 1, max: 28 }).map((day) => `2026-10-${String(day).padStart(2, '0')}`);
  const row = fc.record({
    meter: fc.constantFrom(...meters),
    cost: amountOf,
    quantity: amountOf,
    category: fc.constantFrom(...categories),
    currency: fc.constantFrom('USD', 'EUR'),
    day: dayOf,
    known: fc.constantFrom(null, 'between-zones'),
    team: fc.constantFrom('vision', 'speech', null),
    site: fc.constantFrom('ashburn', 'pune', null),
  });
  type Row = typeof row extends fc.Arbitrary<infer One> ? One : never;
  const sum = (texts: readonly (string | null)[]) => {
    const told = texts.flatMap((text) => (text === null ? [] : [parseAmount(text)])).filter((one) => one !== null);
    return told.length === 0 ? null : formatAmount(told.reduce((total, one) => total + one, 0n));
  };
  const isRecognised = ({ meter, known }: Row) => known !== null || meters.indexOf(meter) < 3;
  const isData = (one: Row) => isRecognised(one) || meters.indexOf(one.meter) === 3;

  it('are those of the rows, to the last digit, over any days, by region and site, for all and for some', async () => {
    const days = fc
      .tuple(dayOf, dayOf)
      .map(([one, other]) => (one < other ? { from: one, to: other } : { from: other, to: one }));
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 40 }), days, async (rows, part) => {
        await bills.database.pool.query('TRUNCATE cost_rollup, cost_file, cost_delivery CASCADE');
        await deliver(
          rows.map(({ meter, cost, quantity, category, currency, day, known, team, site }) =>
            moved(day, meter, cost, {
              ...{ x_transfer: known, ConsumedQuantity: quantity, ChargeCategory: category, BillingCurrency: currency },
              Tags: JSON.stringify({ ...(team === null ? {} : { team }), ...(site === null ? {} : { site }) }),
            }),
          ),
        );
        const questions: [Record<string, string>, RoleGrant[]][] = [
          [{}, financeEverywhere],
          [{ ends: 'site' }, financeEverywhere],
          [part, financeEverywhere],
          [{}, vision],
          [{ ...part, ends: 'site' }, vision],
          [{}, [...vision, ...pune]],
          [part, [...vision, ...pune]],
          [part, pune],
        ];
        for (const [query, grants] of questions) {
          const sees = (one: Row) =>
            grants === financeEverywhere ||
            (grants.includes(vision[0] as RoleGrant) && one.team === 'vision') ||
            (grants.includes(pune[0] as RoleGrant) && one.site === 'pune');
          const asked = { ...range, ...query };
          const within = rows.filter((one) => asked.from <= one.day && one.day <= asked.to && sees(one));
          const { books } = await ask(query, grants);
          for (const currency of ['USD', 'EUR']) {
            const data = within.filter((one) => one.currency === currency && isData(one));
            const book = books.find((one) => one.currency === currency);
            expect(book === undefined).toBe(data.length === 0);
            if (book === undefined) continue;
            const usage = data.filter(({ category }) => category === 'Usage');
            const recognised = usage.filter(isRecognised);
            const costs = (of: readonly Row[]) => ({ amount: sum(of.map(({ cost }) => cost)), rows: of.length });
            expect(book.whole).toMatchObject(costs(data));
            expect(book.total).toMatchObject(costs(recognised));
            expect(book.unrecognised).toMatchObject(costs(usage.filter((one) => !isRecognised(one))));
            for (const category of ['Tax', null]) {
              const of = data.filter((one) => one.category === category);
              const told = book.otherCharges.find((one) => one.category === category);
              if (of.length > 0) expect(told).toMatchObject(costs(of));
              else expect(told).toBeUndefined();
            }
            const quantities = book.pairs.flatMap((pair) => pair.quantities.map(({ quantity }) => quantity));
            expect(sum(quantities)).toBe(sum(recognised.map(({ quantity }) => quantity)));
            const amounts = book.series.flatMap((one) => one.amounts);
            expect(sum(amounts)).toBe(sum(recognised.map(({ cost }) => cost)));
            expect(book.pairs.reduce((count, pair) => count + pair.rows, 0)).toBe(recognised.length);
          }
        }
      }),
      { numRuns: 5 },
    );
  });
});
