import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { formatAmount, parseAmount } from '@/lib/domain/cost/amount';
import { type Attribution, toDefaultAttribution } from '@/lib/domain/cost/attribution-rules';
import { type CostMetric, costMetrics } from '@/lib/domain/cost/billing-delivery';
import { type CostDimension, costDimensionColumns, isAttribute } from '@/lib/domain/cost/cost-dimension';
import { defaultTagRules } from '@/lib/domain/resource';
import { inTransaction } from '@/lib/store/database/in-transaction';
import { createTestDatabase, type TestDatabase } from '@/lib/store/database/test-database';
import { computeRollup } from './compute-rollup';
import { costCuts } from './cost-cut';
import type { CostQuestion, DayRange } from './cost-question';
import type { CostTally } from './cost-tally';
import { metricColumns } from './encode-rows';
import { readKnownDeliveries } from './known-deliveries';
import { tallyRollups } from './tally-rollups';
import { sumRows } from './tally-rows';
import { recordTestDelivery } from './test-delivery';
import { openTestDuckDb, type TestCostRow, writeTestParquet } from './test-ledger';
import { writeRollup } from './write-rollup';

let database: TestDatabase;
let duck: Awaited<ReturnType<typeof openTestDuckDb>>;
let folder: string;
beforeAll(async () => {
  database = await createTestDatabase();
  duck = await openTestDuckDb();
  folder = await mkdtemp(join(tmpdir(), 'millwright-rollups-'));
});
afterAll(async () => {
  duck.close();
  await database.close();
  await rm(folder, { recursive: true, force: true });
});

const arrivedAt = new Date('2026-11-05T00:00:00Z');
const attribution = toDefaultAttribution(defaultTagRules, { oslo: 'Oslo' });
const text = (prefix: string, most: number) =>
  fc.oneof(
    { weight: 1, arbitrary: fc.constant(null) },
    { weight: 3, arbitrary: fc.nat(most).map((n) => `${prefix}'${n}`) },
  );
const amount = fc.oneof(
  fc.constant(null),
  fc.bigInt(-(10n ** 30n), 10n ** 30n).map(formatAmount),
  fc.bigInt(-500n, 500n).map((cents) => formatAmount(cents * 10n ** 22n)),
);
const row = fc.record({
  x_charge_day: fc
    .integer({ min: -3, max: 34 })
    .map((day) => new Date(Date.UTC(2026, 9, 1 + day)).toISOString().slice(0, 10)),
  x_provider: fc.constantFrom('aws', 'azure', null),
  BillingCurrency: fc.constantFrom('USD', 'EUR', 'JPY'),
  BillingAccountId: text('payer', 2),
  SubAccountId: text('account', 3),
  ServiceName: text('service', 5),
  ServiceCategory: text('category', 2),
  RegionId: text('region', 2),
  SkuId: text('sku', 20),
  x_gpu_model: text('gpu', 1),
  ChargeCategory: fc.constantFrom('Usage', 'Credit'),
  PricingCategory: text('pricing', 1),
  Tags: fc.oneof(
    fc.constant(null),
    fc
      .record(
        { Team: text('team', 2), site: fc.constantFrom('oslo', 'rome', ' '), workload: text('job', 3) },
        { requiredKeys: [] },
      )
      .map((tags) => JSON.stringify(Object.fromEntries(Object.entries(tags).filter(([, value]) => value !== null)))),
  ),
  BilledCost: amount,
  EffectiveCost: amount,
  ListCost: amount,
  ContractedCost: amount,
});

let written = 0;
async function deliver(rows: readonly TestCostRow[], rules: Attribution = attribution) {
  const path = join(folder, `${written++}.parquet`);
  await writeTestParquet(duck.connection, path, rows);
  const days = rows.map((one) => one.x_charge_day as string).sort();
  const id = await recordTestDelivery(database, {
    month: '2026-10-01',
    arrivedAt,
    days: [days[0] as string, days.at(-1) as string],
    files: [path],
  });
  const rollup = await computeRollup(duck.connection, [path], rules);
  await inTransaction(database.pool, (client) =>
    writeRollup((sql, given) => client.query(sql, given), id, rollup, arrivedAt),
  );
  const delivery = (await readKnownDeliveries(database.pool, arrivedAt)).find((known) => known.id === id);
  if (delivery === undefined) throw new Error('The delivery is not known.');
  return { delivery, path };
}

const flatten = (tally: CostTally) =>
  [...tally.entries()]
    .map(([key, sum]) => ({ ...key, ...sum }))
    .sort((one, other) =>
      JSON.stringify([one.basis, one.currency, one.label, one.bucket]) <
      JSON.stringify([other.basis, other.currency, other.label, other.bucket])
        ? -1
        : 1,
    );

/** Row by row in whole numbers, apart from SQL. */
function sumByHand(
  rows: readonly TestCostRow[],
  metric: CostMetric,
  toLabel: (row: TestCostRow) => string | null,
  range: DayRange,
) {
  const sums = new Map<
    string,
    { currency: string | null; label: string | null; amount: bigint; rows: number; untold: number }
  >();
  for (const one of rows) {
    const day = one.x_charge_day as string;
    if (day < range.from || day > range.to) continue;
    const currency = one.BillingCurrency ?? null;
    const label = toLabel(one);
    const name = JSON.stringify([currency, label]);
    const sum = sums.get(name) ?? { currency, label, amount: 0n, rows: 0, untold: 0 };
    const told = one[metricColumns[metric]] ?? null;
    sum.rows += 1;
    if (told === null) sum.untold += 1;
    else sum.amount += parseAmount(told) as bigint;
    sums.set(name, sum);
  }
  return [...sums.values()]
    .map((sum) => ({ basis: 'billed', bucket: 0, ...sum }))
    .sort((one, other) =>
      JSON.stringify([one.basis, one.currency, one.label, 0]) <
      JSON.stringify([other.basis, other.currency, other.label, 0])
        ? -1
        : 1,
    );
}

function valueOfRow(one: TestCostRow, dimension: CostDimension): string | null {
  if (!isAttribute(dimension)) return one[costDimensionColumns[dimension]] ?? null;
  const tags = JSON.parse(one.Tags ?? '{}') as Record<string, string>;
  if (dimension === 'team') return tags.Team ?? null;
  if (dimension === 'workload') return tags.workload ?? null;
  if (dimension !== 'site') return null;
  const place = one.x_provider && one.RegionId ? `${one.x_provider}/${one.RegionId}` : null;
  const site = tags.site?.trim() || place;
  return site === 'oslo' ? 'Oslo' : site;
}

const ranges: DayRange[] = [
  { from: '2026-09-01', to: '2026-12-01' },
  { from: '2026-10-01', to: '2026-10-31' },
  { from: '2026-10-07', to: '2026-10-07' },
];

const cents = fc.bigInt(-(10n ** 17n), 10n ** 17n).map((few) => formatAmount(few * 10n ** 12n));

// Rows that are alike but for their costs are summed up before anything else, and costs of few digits in fewer words.
test.each([
  [1, 'many', row, amount],
  [6, 'many', row, amount],
  [1, 'few', row.map((one) => ({ ...one, BilledCost: null, EffectiveCost: null, ContractedCost: '-0.01' })), cents],
] as const)(
  'every cut sums up to what the rows do, to the last digit, for each cost and any days; %s alike, of %s digits',
  {
    timeout: 60_000,
  },
  async (times, _digits, own, listed) => {
    const alike = fc.tuple(own, listed).map(([one, other]) => {
      const rows: TestCostRow[] = Array.from({ length: times }, () => ({ ...one, ListCost: other }));
      return [times === 1 ? { ...one, ListCost: other } : one, ...rows.slice(1)];
    });
    const rows = fc.array(alike, { minLength: 1, maxLength: 60 / times }).map((all) => all.flat());
    await fc.assert(
      fc.asyncProperty(
        rows,
        fc.constantFrom(...costMetrics),
        fc.constantFrom(...ranges),
        async (some, metric, range) => {
          const { delivery } = await deliver(some);
          for (const cut of costCuts) {
            const question: CostQuestion = {
              deliveries: [delivery],
              metric,
              dimension: cut.dimension,
              filters: new Map(),
              reach: null,
            };
            const toLabel = (one: TestCostRow) => valueOfRow(one, cut.dimension);
            expect([cut, flatten(await tallyRollups(database.pool, question, cut, range))]).toEqual([
              cut,
              sumByHand(some, metric, toLabel, range),
            ]);
          }
        },
      ),
      { numRuns: 2 },
    );
  },
);

test('keys of several stretches are told apart by day', async () => {
  const keys = Array.from({ length: 700 }, (_, key) => key);
  const some = keys.flatMap((key): TestCostRow[] =>
    ['2026-10-03', '2026-10-30', '2026-10-03'].map((day, place) => ({
      x_charge_day: day,
      BillingCurrency: key % 3 === 0 ? 'EUR' : 'USD',
      SkuId: `sku ${key}`,
      EffectiveCost: formatAmount(BigInt(key * 7 - 900 + place) * 10n ** 20n),
    })),
  );
  const { delivery } = await deliver(some);
  const question: CostQuestion = {
    ...{ deliveries: [delivery], metric: 'effective', dimension: 'sku', filters: new Map(), reach: null },
  };
  for (const range of ranges)
    expect(flatten(await tallyRollups(database.pool, question, { dimension: 'sku', within: null }, range))).toEqual(
      sumByHand(some, 'effective', (one) => one.SkuId ?? null, range),
    );
});

test('filters, reach and stretches of time give the same from roll-ups and from the rows', {
  timeout: 60_000,
}, async () => {
  const rows = fc.array(row, { minLength: 1, maxLength: 80 });
  const week = (day: string) => Math.floor(Date.parse(day) / 604_800_000);
  await fc.assert(
    fc.asyncProperty(rows, fc.constantFrom(...costCuts), fc.constantFrom(...ranges), async (some, cut, range) => {
      const { delivery, path } = await deliver(some);
      const values = new Set(some.map((one) => valueOfRow(one, cut.dimension)).slice(0, 2));
      const within = cut.within === null ? null : valueOfRow(some[0] as TestCostRow, cut.within);
      const filters = new Map<CostDimension, Set<string | null>>([['provider', new Set(['aws', null])]]);
      if (cut.within !== null) filters.set(cut.within, new Set([within]));
      for (const dimension of [cut.dimension, 'provider', null] as const) {
        const question: CostQuestion = {
          deliveries: [delivery],
          metric: 'effective',
          dimension,
          filters: dimension === cut.dimension ? filters : new Map([...filters, [cut.dimension, values]]),
          reach:
            cut.within === null && cut.dimension === 'site' ? { sites: new Set(['Oslo']), teams: new Set() } : null,
        };
        const raw = await sumRows(duck.connection, question, range, () => [path]);
        for (const toBucket of [null, week])
          expect(flatten(await tallyRollups(database.pool, question, cut, range, { toBucket }))).toEqual(
            flatten(await raw.tally(range, { toBucket })),
          );
      }
    }),
    { numRuns: 5 },
  );
});

test('a delivery is added up anew in place of what it added up to before', async () => {
  const one = { x_charge_day: '2026-10-02', BillingCurrency: 'USD', BilledCost: '1.5', SkuId: 'a' };
  const { delivery, path } = await deliver([one]);
  await writeTestParquet(duck.connection, path, [{ ...one, BilledCost: '2.25' }]);
  const rollup = await computeRollup(duck.connection, [path], attribution);
  await inTransaction(database.pool, (client) =>
    writeRollup((sql, given) => client.query(sql, given), delivery.id, rollup, arrivedAt),
  );
  const question: CostQuestion = {
    deliveries: [delivery],
    metric: 'billed',
    dimension: 'sku',
    filters: new Map(),
    reach: null,
  };
  const [cut] = costCuts.filter(({ dimension }) => dimension === 'sku');
  if (cut === undefined || ranges[0] === undefined) throw new RangeError('There is no such cut.');
  expect(flatten(await tallyRollups(database.pool, question, cut, ranges[0]))).toEqual([
    { basis: 'billed', currency: 'USD', label: 'a', bucket: 0, amount: parseAmount('2.25'), rows: 1, untold: 0 },
  ]);
});
