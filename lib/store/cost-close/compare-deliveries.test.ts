import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { formatAmount, parseAmount } from '@/lib/domain/cost/amount';
import { toDefaultAttribution } from '@/lib/domain/cost/attribution-rules';
import { type CostMetric, costMetrics } from '@/lib/domain/cost/billing-delivery';
import type { ChangeCause } from '@/lib/domain/cost/change-cause';
import { defaultTagRules } from '@/lib/domain/resource';
import { openTestDuckDb, type TestCostRow, writeTestParquet } from '@/lib/store/cost-rollups/test-ledger';
import type { CloseDelivery } from './close-delivery';
import { type CauseSum, compareDeliveries } from './compare-deliveries';
import { sumCloseLines } from './sum-close-lines';

let duck: Awaited<ReturnType<typeof openTestDuckDb>>;
let root: string;
beforeAll(async () => {
  duck = await openTestDuckDb();
  root = await mkdtemp(join(tmpdir(), 'millwright-close-'));
});
afterAll(async () => {
  duck.close();
  await rm(root, { recursive: true, force: true });
});

const attribution = toDefaultAttribution(defaultTagRules);
let written = 0;

async function deliver(rows: readonly TestCostRow[], given: Partial<CloseDelivery> = {}): Promise<CloseDelivery> {
  const path = join(root, `${written++}.parquet`);
  await writeTestParquet(
    duck.connection,
    path,
    rows.map((row) => ({ BillingCurrency: 'USD', x_provider: 'aws', ChargeCategory: 'Usage', ...row })),
  );
  return {
    id: path,
    source: 'aws-focus',
    scope: 'payer',
    basis: 'billed',
    coverage: 'all',
    contentHash: path,
    attribution,
    tagKeys: ['team', 'site'],
    files: [path],
    ...given,
  };
}

/** A machine's day: what it used and what that cost. */
const usage = (
  resource: string,
  quantity: string | null,
  cost: string | null,
  rest: TestCostRow = {},
): TestCostRow => ({
  ResourceId: resource,
  SkuId: 'hour',
  PricingQuantity: quantity,
  PricingUnit: 'Hours',
  ChargePeriodStart: '2026-10-05T00:00:00',
  ChargePeriodEnd: '2026-10-06T00:00:00',
  x_charge_day: '2026-10-05',
  BilledCost: cost,
  EffectiveCost: cost,
  ListCost: cost,
  ContractedCost: cost,
  ...rest,
});
const of = (team: string): TestCostRow => ({ Tags: JSON.stringify({ team }) });

const toTexts = (sums: readonly CauseSum[], metric: CostMetric = 'billed') =>
  sums
    .filter(({ changes }) => changes[metric] !== 0n)
    .map(({ cause, team, changes }) => [cause, team, formatAmount(changes[metric])]);

async function explain(then: TestCostRow[], now: TestCostRow[]) {
  return compareDeliveries(duck.connection, [await deliver(then)], [await deliver(now)]);
}

describe('the cause of a difference', () => {
  test('is late usage where there is new usage, or more of it at the same price', async () => {
    const sums = await explain(
      [usage('a', '6', '1.2')],
      [usage('a', '24', '4.8'), usage('b', '1', '0.000000000000000000000001')],
    );
    expect(toTexts(sums)).toEqual([['late-usage', null, '3.600000000000000000000001']]);
    expect(sums[0]?.lines.billed).toBe(2);
  });

  test('is late usage too where the provider rounds what more of it costs', async () => {
    const sums = await explain([usage('a', '7', '0.1234567890')], [usage('a', '11', '0.1940035256')]);
    expect(toTexts(sums)).toEqual([['late-usage', null, '0.0705467366']]);
  });

  test('counts rows that are alike in everything as often as they are there', async () => {
    const row = usage('a', '1', '2');
    expect(toTexts(await explain([row, row], [row, row, row]))).toEqual([['late-usage', null, '2']]);
    expect(toTexts(await explain([row, row, row], [row]))).toEqual([['usage-withdrawn', null, '-4']]);
    expect(await explain([row, row], [row, row])).toEqual([]);
  });

  test('is usage withdrawn where it is gone, or there is less of it', async () => {
    const sums = await explain([usage('a', '24', '4.8'), usage('b', '1', '2')], [usage('a', '6', '1.2')]);
    expect(toTexts(sums)).toEqual([['usage-withdrawn', null, '-5.6']]);
  });

  test('is the price where the same usage costs another sum', async () => {
    expect(toTexts(await explain([usage('a', '24', '4.8')], [usage('a', '24', '4.56')]))).toEqual([
      ['price', null, '-0.24'],
    ]);
  });

  test('is quantity and price where both changed, and the two add up', async () => {
    expect(toTexts(await explain([usage('a', '10', '10')], [usage('a', '15', '12')]))).toEqual([
      ['late-usage', null, '5'],
      ['price', null, '-3'],
    ]);
  });

  test('is the price where a commitment covers later what was there', async () => {
    const covered = { PricingCategory: 'Committed', CommitmentDiscountId: 'plan', CommitmentDiscountStatus: 'Used' };
    const sums = await explain([usage('a', '24', '4.8')], [usage('a', '24', '3', covered)]);
    expect(toTexts(sums)).toEqual([['price', null, '-1.8']]);
  });

  test('is a correction for corrections, credits and adjustments, whatever became of them', async () => {
    const sums = await explain(
      [usage('a', null, '-5', { ChargeCategory: 'Credit' })],
      [
        usage('a', null, '-7', { ChargeCategory: 'Credit' }),
        usage('a', '-3', '-1', { ChargeClass: 'Correction' }),
        usage('a', null, '-0.5', { ChargeCategory: 'Adjustment' }),
      ],
    );
    expect(toTexts(sums)).toEqual([['correction', null, '-3.5']]);
  });

  test('is a fee or tax, or what a commitment left unused', async () => {
    const unused = { CommitmentDiscountId: 'plan', CommitmentDiscountStatus: 'Unused' };
    const sums = await explain(
      [usage('a', null, '1', { ChargeCategory: 'Tax' }), usage('p', null, '9', unused)],
      [
        usage('a', null, '1.5', { ChargeCategory: 'Tax' }),
        usage('s', null, '100', { ChargeCategory: 'Purchase' }),
        usage('p', null, '4', unused),
      ],
    );
    expect(toTexts(sums)).toEqual([
      ['commitment', null, '-5'],
      ['fees', null, '100.5'],
    ]);
  });

  test('is its tags where the provider tells others: what moves adds up to nothing, what changed beside is told', async () => {
    const sums = await explain([usage('a', '1', '10', of('red'))], [usage('a', '1', '12', of('blue'))]);
    expect(toTexts(sums)).toEqual([
      ['price', 'blue', '2'],
      ['tags', 'blue', '10'],
      ['tags', 'red', '-10'],
    ]);
  });

  test('is another where a line has no quantity that would say', async () => {
    expect(toTexts(await explain([usage('a', null, '1')], [usage('a', null, '2')]))).toEqual([['other', null, '1']]);
  });

  test('is another where a cost was not told that is told now: not known is not nought', async () => {
    const untold = usage('a', '6', '1', { ListCost: null });
    const [told, gone] = [
      await explain([untold], [usage('a', '6', '1')]),
      await explain([usage('a', '6', '1')], [untold]),
    ];
    expect(toTexts(told, 'list')).toEqual([['other', null, '1']]);
    expect(toTexts(gone, 'list')).toEqual([['other', null, '-1']]);
    const more = await explain([untold], [usage('a', '12', '2')]);
    expect([toTexts(more, 'list'), toTexts(more)]).toEqual([[['other', null, '2']], [['late-usage', null, '1']]]);
  });

  test('is the source where a bill counts that did not, or no longer', async () => {
    const then = await deliver([usage('a', '1', '10')]);
    const now = await deliver([usage('a', '1', '11')], { source: 'aws-cur-2' });
    const sums = await compareDeliveries(duck.connection, [then], [now]);
    expect(sums.map(({ cause, source, changes }) => [cause, source, formatAmount(changes.billed)])).toEqual([
      ['source', 'aws-cur-2', '11'],
      ['source', 'aws-focus', '-10'],
    ]);
  });

  test('is the rules where they give a team’s costs to another, also of a delivery that is the same', async () => {
    const then = await deliver([
      usage('a', '1', '10', { Tags: '{"team":"red","squad":"blue"}' }),
      usage('b', '1', '3', of('red')),
    ]);
    const rules = [{ attribute: 'team' as const, source: { from: 'tag' as const, key: 'squad' }, maps: null }];
    const now = {
      ...then,
      attribution: { ...attribution, rules: [...rules, ...attribution.rules] },
      tagKeys: ['squad', 'team'],
    };
    expect(toTexts(await compareDeliveries(duck.connection, [then], [now]))).toEqual([
      ['rules', 'blue', '10'],
      ['rules', 'red', '-10'],
    ]);
    expect(await compareDeliveries(duck.connection, [then], [then])).toEqual([]);
  });

  test('holds for every cost that a delivery tells, and for no other', async () => {
    const row = usage('a', '1', '10');
    const [then, now] = [
      await deliver([row], { coverage: 'billed' }),
      await deliver([usage('a', '2', '20')], { coverage: 'billed' }),
    ];
    const [sum] = await compareDeliveries(duck.connection, [then], [now]);
    expect(sum?.changes).toEqual({ billed: parseAmount('10'), effective: 0n, list: 0n, contracted: 0n });
  });
});

test('all causes add up to the difference to the last digit, of every team, whatever was delivered', async () => {
  const amount = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }).map((value) => formatAmount(value));
  const row = fc.record({
    ResourceId: fc.constantFrom('a', 'b', null),
    SkuId: fc.constantFrom('x', 'y'),
    ChargeCategory: fc.constantFrom('Usage', 'Usage', 'Usage', 'Credit', 'Tax', 'Purchase'),
    ChargeClass: fc.constantFrom(null, null, null, 'Correction'),
    CommitmentDiscountStatus: fc.constantFrom(null, null, 'Used', 'Unused'),
    PricingQuantity: fc.option(fc.oneof(amount, fc.constantFrom('1', '2', '24')), { freq: 5 }),
    BilledCost: fc.option(amount, { freq: 9 }),
    EffectiveCost: fc.option(amount, { freq: 9 }),
    ListCost: amount,
    ContractedCost: fc.option(amount, { freq: 2 }),
    Tags: fc.constantFrom(null, '{"team":"red"}', '{"team":"blue"}', '{"squad":"blue","team":"red"}'),
  });
  const rows = fc.array(row, { maxLength: 12 });
  const squads = {
    ...attribution,
    rules: [
      { attribute: 'team' as const, source: { from: 'tag' as const, key: 'squad' }, maps: null },
      ...attribution.rules,
    ],
  };
  await fc.assert(
    fc.asyncProperty(
      rows,
      rows,
      rows,
      fc.boolean(),
      fc.boolean(),
      async (before, after, more, hasOtherRules, isReplaced) => {
        const dated = (some: readonly TestCostRow[]) => some.map((one) => ({ x_charge_day: '2026-10-05', ...one }));
        const rules = hasOtherRules ? { attribution: squads, tagKeys: ['squad', 'team'] } : {};
        const same = await deliver(dated(more), { scope: 'same' });
        const then = [await deliver(dated(before)), same];
        const now = [
          await deliver(dated(after), { ...rules, ...(isReplaced ? { source: 'aws-cur-2' } : {}) }),
          { ...same, ...rules },
        ];
        const causes = await compareDeliveries(duck.connection, then, now);
        const [old, fresh] = [await sumCloseLines(duck.connection, then), await sumCloseLines(duck.connection, now)];
        for (const metric of costMetrics)
          for (const team of ['red', 'blue', null]) {
            const total = (lines: typeof old) =>
              lines.reduce((sum, line) => sum + (line.team === team ? (line.sums[metric].amount ?? 0n) : 0n), 0n);
            const told = causes.reduce((sum, one) => sum + (one.team === team ? one.changes[metric] : 0n), 0n);
            expect(told).toBe(total(fresh) - total(old));
          }
        for (const cause of ['tags', 'rules'] satisfies ChangeCause[])
          expect(
            causes.filter((one) => one.cause === cause).reduce((sum, { changes }) => sum + changes.effective, 0n),
          ).toBe(0n);
      },
    ),
    { numRuns: 8 },
  );
}, 30_000);
