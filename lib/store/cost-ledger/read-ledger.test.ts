import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { formatAmount } from '@/lib/domain/cost/amount';
import { type RowDimension, rowDimensions } from '@/lib/domain/cost/cost-dimension';
import { readTotals, type TotalsQuery } from './read-totals';
import {
  createTestLedger,
  readTestRows,
  type TestLedger,
  type TestRow,
  toCsv,
  toDelivery,
  toFile,
} from './test-ledger';

let ledger: TestLedger;
const asOf = new Date('2026-11-03T00:00:00Z');
const time = { basis: 'charge-day' } as const;

const rows: TestRow[] = [
  { BilledCost: '1', ServiceName: 'EC2', SubAccountId: 'a', Tags: '{"team":"red"," odd/key~ ":"x"}' },
  { BilledCost: '2', ServiceName: 'S3', SubAccountId: 'a', Tags: '"team": "blue","env": "prod"' },
  { BilledCost: '4', ServiceName: 'EC2', SubAccountId: 'b', BillingCurrency: 'EUR' },
  { BilledCost: '', ServiceName: 'EC2', SubAccountId: 'b' },
  { BilledCost: '$1,008.50 ', ServiceName: '', ChargePeriodStart: '2026-09-30', ChargePeriodEnd: '2026-10-01T00:00Z' },
];

beforeAll(async () => {
  ledger = await createTestLedger();
  await ledger.keepDelivery(
    toDelivery([toFile(toCsv(rows.slice(0, 3))), toFile(toCsv(rows.slice(3), '\r\n'), { name: 'more.csv' })]),
    new Date('2026-11-02T00:00:00Z'),
  );
});
afterAll(() => ledger.close());

async function billed(by: RowDimension[], query: Partial<TotalsQuery> = {}) {
  const totals = await readTotals(ledger, { by, metrics: ['billed'], time, asOf, ...query });
  return totals.map(({ keys, currency, metrics: { billed: told } }) => {
    const sum = told?.amount == null ? 'unknown' : formatAmount(told.amount);
    return `${keys.join('/')} ${sum} ${currency}${told?.untold ? ' at least' : ''}`;
  });
}

describe('totals', () => {
  test('are told apart by dimension and currency, and say where rows do not tell', async () => {
    expect(await billed(['service'])).toEqual(['EC2 4 EUR', 'EC2 1 USD at least', 'S3 2 USD', ' 1008.5 USD']);
  });

  test('are by charge day, or by the month billed in, and say which rows lie within', async () => {
    expect(await billed(['month'])).toEqual(['2026-09 1008.5 USD', '2026-10 4 EUR', '2026-10 3 USD at least']);
    expect(await billed([], { time: { basis: 'charge-day', from: '2026-10-05', to: '2026-10-05' } })).toEqual([
      ' 4 EUR',
      ' 3 USD at least',
    ]);
    expect(await billed([], { time: { basis: 'billing-month', from: '2026-10', to: '2026-10' } })).toEqual([
      ' 4 EUR',
      ' 1011.5 USD at least',
    ]);
    expect(await billed([], { time: { basis: 'billing-month', from: '2026-11' } })).toEqual([]);
  });

  test('know tags however a file writes them, whatever their keys', async () => {
    expect(await billed(['tag:team'], { filters: [{ dimension: 'tag:team', values: ['red', 'blue'] }] })).toEqual([
      'blue 2 USD',
      'red 1 USD',
    ]);
    expect(await billed([], { filters: [{ dimension: 'tag:odd/key~', values: ['x'] }] })).toEqual([' 1 USD']);
    expect(await billed([], { filters: [{ dimension: "tag:'; --", values: ["' OR 1=1"] }] })).toEqual([]);
  });

  test('of bills and of estimates never add', async () => {
    const estimate = toFile(toCsv([{ BilledCost: '3', BillingAccountId: 'ours' }]));
    const arrivedAt = new Date('2026-11-04T00:00:00Z');
    await ledger.keepDelivery(toDelivery([estimate], { scope: 'machines', basis: 'own-estimate' }), arrivedAt);
    const totals = await readTotals(ledger, { by: [], metrics: ['billed'], time, asOf: arrivedAt });
    expect(totals.map(({ currency, basis, metrics }) => [currency, basis, metrics.billed?.rows])).toEqual([
      ['EUR', 'billed', 1],
      ['USD', 'billed', 4],
      ['USD', 'own-estimate', 1],
    ]);
  });

  test('of what tells no value can be asked for', async () => {
    expect(await billed([], { filters: [{ dimension: 'service', values: [null] }] })).toEqual([' 1008.5 USD']);
    expect(await billed([], { filters: [{ dimension: 'service', values: [null, 'S3'] }] })).toEqual([' 1010.5 USD']);
  });

  test('every dimension can be asked for, and none changes the sum', async () => {
    for (const dimension of rowDimensions) {
      const totals = await readTotals(ledger, { by: [dimension], metrics: ['billed'], time, asOf });
      const sums = totals.map(({ metrics }) => metrics.billed?.amount ?? 0n);
      expect([dimension, formatAmount(sums.reduce((sum, amount) => sum + amount, 0n))]).toEqual([dimension, '1015.5']);
    }
  });

  test('are the same whatever they are told apart by, and several are read at once', async () => {
    const dimensions = fc.uniqueArray(fc.constantFrom(...rowDimensions, 'tag:team' as const), { maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(fc.array(dimensions, { minLength: 2, maxLength: 3 }), async (several) => {
        const answers = await Promise.all(
          several.map((by) => readTotals(ledger, { by, metrics: ['billed', 'list'], time, asOf })),
        );
        for (const totals of answers) {
          const counted = totals.reduce((sum, { metrics }) => sum + (metrics.list?.rows ?? 0), 0);
          expect(counted).toBe(rows.length);
        }
      }),
      { numRuns: 5 },
    );
  });
});

describe('rows', () => {
  test('are kept with the file they came in and their number there', async () => {
    const all = await readTestRows(ledger, asOf);
    expect(all.map(({ file, row }) => `${file} ${row}`)).toEqual([
      'october.csv 1',
      'october.csv 2',
      'october.csv 3',
      'more.csv 1',
      'more.csv 2',
    ]);
    expect(all[4]?.columns).toMatchObject({
      BilledCost: '1008.5',
      ChargePeriodStart: '2026-09-30T00:00:00.000Z',
      ServiceName: null,
    });
  });

  test('keep their numbers where a file has several months or some rows cannot be read', async () => {
    const september = { BillingPeriodStart: '2026-09-01T00:00:00Z', BillingAccountId: 'other' };
    const file = toFile(toCsv([{ ...september, BillingPeriodStart: '2026-08-01' }, september, september]), {
      name: 'mixed',
    });
    await ledger.keepDelivery(
      toDelivery([file], { source: 'focus-file', scope: 'mixed', billingMonth: null }),
      new Date('2026-11-02T00:00:00Z'),
    );
    const read = await readTestRows(ledger, asOf, '2026-09');
    expect(read.map(({ file: name, row }) => `${name} ${row}`)).toEqual(['mixed 2', 'mixed 3']);
  });
});
