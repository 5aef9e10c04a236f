import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { costQuerySchema, costSchema } from '@/lib/api/contracts/cost';
import { addAmounts, formatAmount, readAmount } from '@/lib/domain/cost/amount';
import { parseRates } from '@/lib/domain/cost/parse-rates';
import { actorWith, TestBills } from '@/lib/store/cost-rollups/test-bills';
import type { TestCostRow } from '@/lib/store/cost-rollups/test-ledger';
import { writeRates } from '@/lib/store/exchange-rates/write-rates';
import { readCost } from './read-cost';

let bills: TestBills;

const now = new Date('2026-11-10T12:00:00Z');
beforeAll(async () => {
  bills = await TestBills.create();
  const charge = (day: string, cost: string | null, currency: string, service: string): TestCostRow => ({
    x_charge_day: day,
    EffectiveCost: cost,
    BilledCost: cost,
    BillingCurrency: currency,
    ServiceName: service,
    x_provider: 'aws',
  });
  // 2 October is a Friday; the next rate is of the Monday.
  await bills.deliver([
    charge('2026-10-02', '100', 'USD', 'compute'),
    charge('2026-10-03', '1', 'USD', 'compute'),
    charge('2026-10-03', '1', 'USD', 'storage'),
    charge('2026-10-03', '-0.000000000000000000000001', 'USD', 'network'),
    charge('2026-10-05', '10', 'EUR', 'storage'),
    charge('2026-10-05', '30', 'GBP', 'storage'),
    charge('2026-10-05', null, 'USD', 'storage'),
    // Nobody tells a rate of these.
    charge('2026-10-05', '7', 'NOK', 'storage'),
    charge('2026-10-20', '5', 'USD', 'network'),
  ]);
  await importRates(
    'day,from,to,rate\n2026-10-01,EUR,USD,2\n2026-10-02,EUR,USD,3\n2026-10-05,EUR,USD,1.5\n',
    '2026-10-06',
  );
  await importRates('Date,USD,GBP,NOK\n2026-10-05,1.5,0.5,N/A\n', '2026-10-06', 'European Central Bank');
});
afterAll(() => bills.close());

async function importRates(csv: string, day: string, source = 'Treasury') {
  const rates = parseRates(csv)?.rates ?? [];
  return bills.database.prisma.$transaction((tx) => writeRates(tx, { source, rates }, new Date(`${day}T08:00:00Z`)));
}

async function ask(query: Record<string, unknown> = {}) {
  const parsed = costQuerySchema.parse({ from: '2026-10-02', to: '2026-10-31', convertTo: 'EUR', ...query });
  return costSchema.parse(
    await readCost({ actor: actorWith(), database: bills.database, now }, parsed, bills.openLedger),
  );
}

const amountsOf = (answer: Awaited<ReturnType<typeof ask>>) =>
  Object.fromEntries(answer.books.map(({ currency, whole }) => [currency, whole.total.amount]));

describe('costs told in one currency', () => {
  it('convert each day by its own rate, and leave what no rate tells in a book of its own', async () => {
    const answer = await ask();
    // 100/3 + (2 - 1e-24)/3 on the weekend, 10 euros, 30 pounds at 0.5.
    expect(amountsOf(answer)).toEqual({ EUR: '103.999999999999999999999999', NOK: '7', USD: '5' });
    expect(answer.books[0]?.whole.total).toMatchObject({ atLeast: true, rows: 7, untoldRows: 1 });
    expect(answer.conversion).toMatchObject({
      to: 'EUR',
      unconverted: [
        { currency: 'NOK', from: '2026-10-05', to: '2026-10-05', days: 1, isBefore: false },
        { currency: 'USD', from: '2026-10-20', to: '2026-10-20', days: 1 },
      ],
      books: [
        {
          basis: 'billed',
          from: [
            { currency: 'EUR', amount: '10', converted: '10' },
            { currency: 'GBP', amount: '30', converted: '60' },
            { currency: 'USD', amount: '101.999999999999999999999999', converted: '33.999999999999999999999999' },
          ],
          ratesEffect: null,
        },
      ],
    });
    expect(answer.conversion?.rates).toMatchObject([
      { from: 'EUR', to: 'GBP', day: '2026-10-05', rate: '0.5', source: 'European Central Bank' },
      { day: '2026-10-02', rate: '3', source: 'Treasury', usedFrom: '2026-10-02', usedTo: '2026-10-03' },
      { day: '2026-10-05', rate: '1.5' },
    ]);
    // Of the days that no rate tells the totals of others stand.
    expect((await ask({ to: '2026-10-04' })).books[0]?.whole.total).toMatchObject({ atLeast: false });
  });

  it('cross through the euro', async () => {
    const { books, conversion } = await ask({ convertTo: 'GBP', from: '2026-10-05', to: '2026-10-05' });
    expect(books.map(({ currency, whole }) => [currency, whole.total.amount])).toEqual([
      ['GBP', '35'],
      ['NOK', '7'],
    ]);
    expect(conversion?.rates.map(({ from, to }) => `${from} ${to}`)).toEqual(['EUR GBP', 'EUR USD']);
  });

  it.each(['roll-ups', 'rows'] as const)('add up in their parts to the last digit, read from %s', async (readFrom) => {
    const filters = readFrom === 'rows' ? { 'charge-category': '', account: '' } : {};
    for (const by of ['service', 'currency', 'team'])
      for (const top of [1, 2, 50]) {
        const answer = await ask({ by, top, compare: 'true', ...filters });
        expect(answer.readFrom).toBe(readFrom);
        expect(amountsOf(answer)).toEqual({ EUR: '103.999999999999999999999999', NOK: '7', USD: '5' });
        for (const { whole, shown, other, unallocated } of answer.books) {
          const parts = [...shown, ...(other === null ? [] : [other]), ...(unallocated === null ? [] : [unallocated])];
          const sum = addAmounts(...parts.map(({ total }) => readAmount(total.amount ?? 'unknown')));
          expect(formatAmount(sum)).toBe(whole.total.amount);
        }
      }
  });

  it('tell what of a change is exchange rates', async () => {
    const range = { from: '2026-10-03', to: '2026-10-03', compare: 'true' };
    const { conversion, books } = await ask(range);
    expect(books[0]?.whole.previous?.amount).toBe('33.333333333333333333333333');
    // Both days are told by the Friday's rate.
    expect(conversion?.books[0]?.ratesEffect).toBe('0');
    const later = await ask({ from: '2026-10-02', to: '2026-10-02', compare: 'true' });
    // 100 dollars were 50 euros by the rate of the day before.
    expect(later.conversion?.books[0]?.ratesEffect).toBe('-16.666666666666666666666667');
    const first = await ask({ from: '2026-10-05', to: '2026-10-05', compare: 'true' });
    // Of the pound no rate is known the day before.
    expect(first.conversion?.books[0]?.ratesEffect).toBeNull();
  });

  it.each(['roll-ups', 'rows'] as const)(
    'convert by the month billed in too, each charge by its day, read from %s',
    async (readFrom) => {
      const filters = readFrom === 'rows' ? { 'charge-category': '', account: '' } : {};
      const days = await ask({ from: '2026-10-01', ...filters });
      for (const by of ['service', 'currency', 'team']) {
        const months = await ask({ from: '2026-09-20', time: 'billing-month', by, compare: 'true', ...filters });
        expect(months.readFrom).toBe(readFrom);
        expect(amountsOf(months)).toEqual(amountsOf(days));
        expect(months.conversion?.rates).toEqual(days.conversion?.rates);
        expect(months.conversion?.unconverted).toEqual(days.conversion?.unconverted);
        // Nothing was billed in September.
        expect(months.books[0]?.whole.series).toEqual([null, '103.999999999999999999999999']);
        for (const { whole, shown, unallocated } of months.books) {
          const parts = [...shown, ...(unallocated === null ? [] : [unallocated])];
          const sum = addAmounts(...parts.map(({ total }) => readAmount(total.amount ?? 'unknown')));
          expect(formatAmount(sum)).toBe(whole.total.amount);
        }
      }
      // The charges of November’s bill would be of other days.
      expect((await ask({ from: '2026-11-01', to: '2026-11-30', time: 'billing-month', ...filters })).books).toEqual(
        [],
      );
    },
  );

  it('are as they were known: before a rate was imported it was not', async () => {
    expect(amountsOf(await ask({ asOf: '2026-11-06T12:00:00Z' })).EUR).toBe('103.999999999999999999999999');
    expect(await importRates('day,from,to,rate\n2026-10-02,EUR,USD,3\n2026-10-05,EUR,GBP,0.6\n', '2026-11-08')).toEqual(
      {
        added: 1,
        changed: 0,
      },
    );
    expect(await importRates('day,from,to,rate\n2026-10-05,EUR,GBP,0.75\n', '2026-11-09')).toEqual({
      added: 0,
      changed: 1,
    });
    expect(amountsOf(await ask({ asOf: '2026-11-07T12:00:00Z' })).EUR).toBe('103.999999999999999999999999');
    expect(amountsOf(await ask({ asOf: '2026-11-08T12:00:00Z' })).EUR).toBe('93.999999999999999999999999');
    expect(amountsOf(await ask()).EUR).toBe('83.999999999999999999999999');
    await expect(bills.database.pool.query('UPDATE currency_rate SET rate = 1')).rejects.toThrow(/only ever added/);
  });
});
