import { beforeAll, describe, expect, it } from 'vitest';
import { testOver } from '@/lib/analytics/forecast/forecast-series';
import { parseAmount } from '@/lib/domain/cost/amount';
import { toPeriodDays } from '@/lib/domain/cost/budget-period';
import { addDays, daysBetween } from '@/lib/store/cost-rollups/cost-question';
import { createBillBook } from '@/sandbox/world/bills/bill-book';
import type { Bill } from '@/sandbox/world/bills/charge';
import { text } from '@/sandbox/world/bills/money';
import type { DailyBook, DailyCosts } from './daily-costs';
import { forecastBook } from './forecast-book';
import { forecastPeriod } from './forecast-period';

const from = '2026-06-01';
const finished = ['2026-06', '2026-07', '2026-08', '2026-09'] as const;
const bills = createBillBook('test', 1);
const withinMs = 240_000;

function billAt(month: string, at: string): Bill {
  const bill = bills.billAsOf('aws', month as `${number}-${number}`, new Date(at));
  if (bill === null) throw new Error(`Nothing is told of ${month} at ${at}.`);
  return bill;
}

/** The rows of bills by day, as the ledger would have them. */
function toBook(list: readonly Bill[], count: number): DailyBook {
  const usage: (bigint | null)[] = Array.from({ length: count }, () => null);
  const charges: DailyBook['charges'][number][] = [];
  for (const { category, from: day, costs } of list.flatMap(({ rows }) => rows)) {
    const index = daysBetween(from, day);
    const amount = parseAmount(text(costs.effective));
    if (amount === null) throw new Error('A bill is of amounts.');
    if (index < 0 || index >= count) continue;
    if (category === 'Usage') usage[index] = (usage[index] ?? 0n) + amount;
    else charges.push({ day: index, category, amount });
  }
  return { basis: 'billed', currency: 'USD', usage, charges, hasUntold: usage.map(() => false) };
}

/** What was known at six in the morning of a day of October: every day but the last three is whole. */
function costsAt(past: readonly Bill[], today: string): DailyCosts & { book: DailyBook } {
  const count = daysBetween(from, today) + 1;
  const book = toBook([...past, billAt('2026-10', `${today}T06:00:00Z`)], count);
  const days = Array.from({ length: count }, (_, index) => addDays(from, index));
  return {
    from,
    today,
    isTold: days.map((day) => day < today),
    isGrowing: days.map((day) => day >= addDays(today, -3)),
    silent: [],
    sources: [],
    books: [book],
    book,
  };
}

describe('the end of a month of the simulated factory, forecast from what its bill had told by then', () => {
  let past: Bill[];
  let truth: number;
  beforeAll(() => {
    past = finished.map((month) => billAt(month, '2026-12-01T00:00:00Z'));
    const count = daysBetween(from, '2026-10-31') + 1;
    // Use before a discount is found on the fourth of the next month, which no bill foretells; fees and tax in the end.
    const { usage } = toBook([billAt('2026-10', '2026-11-03T23:00:00Z')], count);
    const { charges } = toBook([billAt('2026-10', '2026-12-01T00:00:00Z')], count);
    const sum = [...usage, ...charges.map(({ amount }) => amount)].reduce<bigint>(
      (total, amount) => (amount === null ? total : total + amount),
      0n,
    );
    truth = Number(sum / 10n ** 18n) / 1e6;
  }, withinMs);

  it.each(['2026-10-08', '2026-10-20'])(
    'covers on %s what came',
    (today) => {
      const { book, ...costs } = costsAt(past, today);
      const month = toPeriodDays('month', today);
      const made = forecastBook(costs, book, { to: month.to, judgedTo: month.to });
      const { forecast } = forecastPeriod(made, 'month', month);
      const { end, backTest } = forecast;
      if (end?.band80 == null || backTest?.error == null) throw new Error(`There is no forecast: ${forecast.why}`);
      expect(Number(end.band80.low)).toBeLessThan(truth);
      expect(Number(end.band80.high)).toBeGreaterThan(truth);
      expect(Math.abs(Number(end.amount) / truth - 1)).toBeLessThan(0.015);
      expect(Number(forecast.spent.amount)).toBeLessThan(truth);
      expect(forecast.toldTo).toBe(addDays(today, -4));
      expect(backTest.origins).toBeGreaterThan(40);
      expect(backTest.error).toBeLessThan(0.02);
    },
    withinMs,
  );

  it('holds in the back-test of a week ahead about as often as the bands say', () => {
    const { book, ...costs } = costsAt(past, '2026-10-20');
    const { series } = forecastBook(costs, book, { to: '2026-10-31', judgedTo: '2026-10-31' });
    if ('kind' in series) throw new Error(`There is no forecast: ${series.kind}`);
    for (const { level, held, of } of testOver(series.rolled, series.chosen, 7).coverage) {
      expect(of).toBeGreaterThan(60);
      expect(held / of).toBeGreaterThan(level / 100 - 0.2);
      expect(held / of).toBeLessThan(level / 100 + 0.25);
    }
  });
});
