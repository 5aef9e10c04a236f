import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Amount, formatAmount, readAmount } from '@/lib/domain/cost/amount';
import { type ExchangeRate, RateBook } from '@/lib/domain/cost/exchange-rate';
import type { CauseSum } from '@/lib/store/cost-close/compare-deliveries';
import type { CloseLine } from '@/lib/store/cost-close/sum-close-lines';
import { toCloseBooks } from './close-books';
import { convertLines } from './convert-lines';

const day = '2026-10-31';
const rate = (text: string): ExchangeRate => ({
  from: 'EUR',
  to: 'USD',
  day,
  rate: readAmount(text),
  source: 'bank',
  importedAt: new Date(0),
});
const place = {
  source: 's',
  scope: 's',
  basis: 'billed',
  provider: 'azure',
  billingAccount: 'a',
  service: 'x',
  team: null,
  site: null,
} as const;
const sum = (amount: Amount) => ({ amount, untold: 0 });
const line = (currency: string, amount: Amount): CloseLine => ({
  ...place,
  currency,
  chargeCategory: 'Usage',
  rows: 1,
  sums: { billed: sum(amount), effective: sum(amount), list: sum(amount), contracted: sum(amount) },
});
const late = (currency: string, amount: Amount): CauseSum => ({
  ...place,
  cause: 'late-usage',
  currency,
  lines: { billed: 1, effective: 1, list: 1, contracted: 1 },
  changes: { billed: amount, effective: amount, list: amount, contracted: amount },
});
const unit = 10n ** 24n;

test('what the rates alone make of what was closed is a cause of its own', () => {
  const rates = { to: 'USD', day, closed: new RateBook([rate('1.1')]), now: new RateBook([rate('1.2')]) };
  const compared = {
    closed: [line('EUR', 100n * unit), line('USD', 10n * unit)],
    now: [line('EUR', 150n * unit), line('USD', 10n * unit)],
    causes: [late('EUR', 50n * unit)],
  };
  const [book, ...others] = toCloseBooks(convertLines(compared, rates), 'billed', () => null);
  expect(others).toEqual([]);
  expect(book).toMatchObject({
    currency: 'USD',
    closed: { amount: '120' },
    now: { amount: '190' },
    difference: '70',
    causes: [
      { cause: 'late-usage', amount: '60', lines: 1 },
      { cause: 'rate', amount: '10', lines: 0 },
    ],
  });
});

test('a currency that no rate tells stays as it was billed', () => {
  const rates = { to: 'USD', day, closed: new RateBook([]), now: new RateBook([rate('1.2')]) };
  const compared = { closed: [line('EUR', unit)], now: [line('EUR', unit)], causes: [] };
  expect(toCloseBooks(convertLines(compared, rates), 'billed', () => null)).toMatchObject([
    { currency: 'EUR', difference: '0', causes: [] },
  ]);
});

test('causes add up to the difference in any currency, and rounding is never a cause', () => {
  const amount = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n });
  const price = fc.bigInt({ min: 1n, max: 10n ** 27n }).map(formatAmount);
  fc.assert(
    fc.property(
      fc.array(fc.tuple(amount, amount), { minLength: 1, maxLength: 6 }),
      price,
      price,
      (pairs, then, now) => {
        const rates = { to: 'USD', day, closed: new RateBook([rate(then)]), now: new RateBook([rate(now)]) };
        const compared = {
          closed: pairs.map(([closed]) => line('EUR', closed)),
          now: pairs.map(([closed, more]) => line('EUR', closed + more)),
          causes: pairs.map(([, more]) => late('EUR', more)),
        };
        const [book] = toCloseBooks(convertLines(compared, rates), 'billed', () => null);
        const told = (book?.causes ?? []).reduce((total, one) => total + readAmount(one.amount), 0n);
        expect(formatAmount(told)).toBe(book?.difference);
        expect(book?.causes.some(({ cause }) => cause === 'other')).toBe(false);
        if (then === now && pairs.some(([, more]) => more !== 0n))
          expect(book?.causes.every(({ cause }) => cause !== 'rate')).toBe(true);
      },
    ),
    { numRuns: 100 },
  );
});
