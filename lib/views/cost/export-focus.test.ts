import { access } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '@/lib/access/actor';
import { costQuerySchema, costRowsQuerySchema } from '@/lib/api/contracts/cost';
import { costExportQuerySchema } from '@/lib/api/contracts/cost-export';
import type { RoleGrant } from '@/lib/domain/access';
import { costMetrics } from '@/lib/domain/cost/billing-delivery';
import { parseCsv } from '@/lib/domain/cost/parse-csv';
import {
  createTestLedger,
  type TestLedger,
  type TestRow,
  toCsv,
  toDelivery,
  toFile,
} from '@/lib/store/cost-ledger/test-ledger';
import { focus12Columns } from '@/lib/store/cost-rollups/focus-export';
import { exportFocus } from './export-focus';
import { readCost } from './read-cost';
import { readCostRows } from './read-cost-rows';

let ours: TestLedger;
let fresh: TestLedger;
const now = new Date('2026-12-01T12:00:00Z');
const everywhere: RoleGrant[] = [{ role: 'finance', scope: { kind: 'all' } }];
const actorOf = (grants: RoleGrant[]): Actor => ({ kind: 'person', id: null, personId: null, label: 'test', grants });

const november = {
  BillingPeriodStart: '2026-11-01T00:00:00Z',
  BillingPeriodEnd: '2026-12-01T00:00:00Z',
  ChargePeriodStart: '2026-11-03T00:00:00Z',
  ChargePeriodEnd: '2026-11-04T00:00:00Z',
};

beforeAll(async () => {
  ours = await createTestLedger();
  fresh = await createTestLedger();
  const rows: TestRow[] = [
    {
      BilledCost: '0.100000000000000000000001',
      EffectiveCost: '1e-7',
      ServiceName: 'a "quoted", name\nof two lines',
      Tags: '{"team":"vision","cost-centre":"47 11"}',
    },
    { BilledCost: '-3', EffectiveCost: '-3', ListCost: '', ContractedCost: '', ChargeDescription: ' kept blanks ' },
    {
      BilledCost: '200',
      EffectiveCost: '100.50',
      x_Discounts: '{"edp":"1"}',
      Tags: '{"team":"speech","cost-centre":"12"}',
    },
  ];
  await ours.keepDelivery(toDelivery([toFile(toCsv(rows))], { scope: 'october' }), now);
  // Billed in November, one of them charged for October.
  const later = [
    november,
    {
      ...november,
      BilledCost: '7.77',
      ChargePeriodStart: '2026-10-31T00:00:00Z',
      ChargePeriodEnd: '2026-11-01T00:00:00Z',
    },
  ];
  const content = toCsv(later);
  await ours.keepDelivery(toDelivery([toFile(content)], { scope: 'november', billingMonth: '2026-11' }), now);
});
afterAll(async () => {
  await ours.close();
  await fresh.close();
});

const whole = { from: '2026-10-01', to: '2026-11-30' };
const openOf = (ledger: TestLedger) => async () => ({ root: ledger.folder.root, engine: ledger.engine });
const contextOf = (ledger: TestLedger, grants = everywhere) => ({
  actor: actorOf(grants),
  database: ledger.database,
  now,
});

async function write(query: Record<string, unknown>, given: { grants?: RoleGrant[]; most?: number } = {}) {
  const parsed = costExportQuerySchema.parse({ ...whole, ...query });
  const { grants = everywhere, most } = given;
  const file = await exportFocus(contextOf(ours, grants), parsed, {
    openLedger: openOf(ours),
    ...(most === undefined ? {} : { most }),
  });
  const pieces: Uint8Array[] = [];
  for await (const piece of file.read()) pieces.push(piece);
  const bytes = Buffer.concat(pieces);
  await expect(access(file.path)).rejects.toThrow('ENOENT');
  return { rows: file.rows, bytes };
}

async function totals(ledger: TestLedger, query: Record<string, unknown> = {}) {
  const answers = await Promise.all(
    costMetrics.map((metric) => {
      const parsed = costQuerySchema.parse({ ...whole, metric, step: 'month', ...query });
      return readCost(contextOf(ledger), parsed, openOf(ledger));
    }),
  );
  return answers.map(({ books }) => books.map(({ whole: line }) => [line.total.amount, line.total.rows, line.series]));
}

test('an export has the columns of FOCUS 1.2 in order, ours after them, every digit, and nothing for null', async () => {
  const { rows, bytes } = await write({});
  expect(rows).toBe(5);
  const header = bytes.toString().split('\n', 1)[0]?.split(',') ?? [];
  const [first, second] = parseCsv(bytes.toString()) ?? [];
  expect(header.slice(0, 57)).toEqual(focus12Columns.map(({ name }) => name));
  expect(header.slice(57).every((name) => name.startsWith('x_'))).toBe(true);
  const of = (row: Record<string, string> | undefined, name: string) => row?.[name];
  expect(of(first, 'BilledCost')).toBe('0.100000000000000000000001');
  expect(of(first, 'EffectiveCost')).toBe('0.0000001');
  expect(of(first, 'ServiceName')).toBe('a "quoted", name\nof two lines');
  expect(of(first, 'ChargePeriodStart')).toBe('2026-10-05T00:00:00Z');
  expect([of(first, 'x_SourceFile'), of(first, 'x_SourceRow'), of(first, 'x_Team')]).toEqual([
    'october.csv',
    '1',
    'vision',
  ]);
  expect([of(second, 'BilledCost'), of(second, 'ListCost'), of(second, 'ChargeClass')]).toEqual(['-3', '', '']);
  expect((await write({})).bytes.equals(bytes)).toBe(true);
});

test.each([
  ['focus-csv', 'csv'],
  ['focus-parquet', 'parquet'],
] as const)(
  'what is exported as %s and brought into a fresh ledger adds up to the same, to the last digit',
  async (format, encoding) => {
    const { bytes } = await write({ format });
    await fresh.empty();
    const file = toFile(bytes, { name: `export.${encoding}`, encoding, open: async () => Readable.from([bytes]) });
    const kept = await fresh.keepDelivery(
      toDelivery([file], { source: 'focus-file', scope: `again-${format}`, billingMonth: null }),
      now,
    );
    expect(kept.months.map(({ month, state, rows }) => [month, state, rows])).toEqual([
      ['2026-10', 'kept', 3],
      ['2026-11', 'kept', 2],
    ]);
    expect(await totals(fresh)).toEqual(await totals(ours));
    expect(await totals(fresh, { time: 'billing-month' })).toEqual(await totals(ours, { time: 'billing-month' }));
    expect(await totals(fresh, { team: ['vision'] })).toEqual(await totals(ours, { team: ['vision'] }));
  },
);

test('an export is of what is asked for, of what one may see, and of no more rows than a file may have', async () => {
  const count = async (query: Record<string, unknown>, grants = everywhere) => (await write(query, { grants })).rows;
  expect(await count({ service: ['EC2'] })).toBe(4);
  expect(await count({ team: ['vision'] })).toBe(1);
  expect(await count({ tag: ['cost-centre=47 11'] })).toBe(1);
  expect(await count({ tag: ['cost-centre='] })).toBe(3);
  expect(await count({ to: '2026-10-31' })).toBe(4);
  expect(await count({ to: '2026-10-31', time: 'billing-month' })).toBe(3);
  expect(await count({}, [{ role: 'finance', scope: { kind: 'team', team: 'speech' } }])).toBe(1);
  expect(await count({}, [{ role: 'finance', scope: { kind: 'team', team: 'nobody' } }])).toBe(0);
  await expect(write({}, { most: 4 })).rejects.toMatchObject({ kind: 'too-large' });
});

test('a row billed in another month than it was charged for counts in both totals, each under its name', async () => {
  const october = { from: '2026-10-01', to: '2026-10-31', metric: 'billed' };
  const ask = (query: Record<string, unknown>) =>
    readCost(contextOf(ours), costQuerySchema.parse({ ...october, ...query }), openOf(ours));
  const byDay = await ask({});
  const byMonth = await ask({ time: 'billing-month' });
  expect([byDay.time, byDay.books[0]?.whole.total.amount]).toEqual(['charge-day', '204.870000000000000000000001']);
  expect([byMonth.time, byMonth.books[0]?.whole.total.amount]).toEqual([
    'billing-month',
    '197.100000000000000000000001',
  ]);
  // The range is widened to whole months, and steps are months; rows and roll-ups tell the same.
  const wide = { from: '2026-10-15', to: '2026-11-02', time: 'billing-month', compare: 'true' };
  const rolled = await ask({ ...wide, by: 'service' });
  expect(rolled.steps.map(({ from, to }) => [from, to])).toEqual([
    ['2026-10-01', '2026-10-31'],
    ['2026-11-01', '2026-11-30'],
  ]);
  expect(rolled.books[0]?.whole.series).toEqual(['197.100000000000000000000001', '8.77']);
  const read = await ask({ ...wide, by: 'service', account: [''], sku: [''] });
  expect([rolled.readFrom, read.readFrom]).toEqual(['roll-ups', 'rows']);
  expect(read.books[0]?.whole.series).toEqual(rolled.books[0]?.whole.series);
  expect(read.books[0]?.shown.map(({ value, total }) => [value, total.amount])).toEqual(
    rolled.books[0]?.shown.map(({ value, total }) => [value, total.amount]),
  );
  const rows = (time: string) =>
    readCostRows(
      contextOf(ours),
      costRowsQuerySchema.parse({ from: '2026-10-01', to: '2026-10-31', time }),
      openOf(ours),
    );
  expect((await rows('charge-day')).items).toHaveLength(4);
  expect((await rows('billing-month')).items).toHaveLength(3);
});

test('costs are split and narrowed by a tag as the rows spell it', async () => {
  const ask = (query: Record<string, unknown>) =>
    readCost(contextOf(ours), costQuerySchema.parse({ ...whole, metric: 'billed', ...query }), openOf(ours));
  const { books, by, readFrom } = await ask({ by: 'tag:cost-centre' });
  expect([by, readFrom]).toEqual(['tag:cost-centre', 'rows']);
  expect(books[0]?.shown.map(({ value, total }) => [value, total.amount])).toEqual([
    ['12', '200'],
    ['47 11', '0.100000000000000000000001'],
  ]);
  expect(books[0]?.unallocated?.total).toMatchObject({ amount: '5.77', rows: 3 });
  const narrowed = await ask({ by: 'service', tag: ['cost-centre=12', 'team=speech'] });
  expect(narrowed.books[0]?.whole.total).toMatchObject({ amount: '200', rows: 1 });
  expect((await ask({ tag: ['Team=speech'] })).books).toEqual([]);
  await expect(ask({ tag: ['no equals sign'] })).rejects.toMatchObject({ kind: 'invalid' });
});
