import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseAmount } from '@/lib/domain/cost/amount';
import type { Purchase } from '@/lib/domain/cost/rate-card';
import { addMonths, ofDayNumber, toDayNumber } from './calendar';
import { depreciate, type PurchaseVersion, toTerm } from './depreciation';

const euros = (text: string) => parseAmount(text) ?? -1n;
const purchase = (parts: Partial<Purchase> = {}): Purchase => ({
  price: euros('300000'),
  residual: euros('30000'),
  on: '2024-01-31',
  months: 48,
  retiredOn: null,
  ...parts,
});

/** All that is lost from long before the purchase to long after the term. */
function sumOf(versions: readonly PurchaseVersion[]): bigint {
  const course = depreciate(versions);
  const days = versions.flatMap(({ validFrom, purchase: { on, months } }) => [
    toDayNumber(validFrom),
    toDayNumber(on),
    toDayNumber(addMonths(on, months)),
  ]);
  let sum = 0n;
  for (let day = Math.min(...days) - 3; day <= Math.max(...days) + 3; day += 1) {
    const { depreciation, writeOff } = course(ofDayNumber(day));
    sum += depreciation + writeOff;
  }
  return sum;
}

const days = fc.integer({ min: toDayNumber('2019-01-01'), max: toDayNumber('2029-12-31') }).map(ofDayNumber);
const purchases = fc
  .record({
    price: fc.bigInt({ min: 0n, max: 10n ** 31n }),
    share: fc.integer({ min: 0, max: 100 }),
    on: days,
    months: fc.integer({ min: 1, max: 30 }),
    retiredAfter: fc.option(fc.integer({ min: 0, max: 1_200 })),
  })
  .map(
    ({ price, share, on, months, retiredAfter }): Purchase => ({
      price,
      residual: (price * BigInt(share)) / 100n,
      on,
      months,
      retiredOn: retiredAfter === null ? null : ofDayNumber(toDayNumber(on) + retiredAfter),
    }),
  );

describe('depreciation', () => {
  test('begins with the purchase and ends before the same day of the last month, or its last day', () => {
    expect(toTerm(purchase({ on: '2024-01-31', months: 1 }))).toEqual({ first: '2024-01-31', last: '2024-02-28' });
    expect(toTerm(purchase({ on: '2023-02-28', months: 12 }))).toEqual({ first: '2023-02-28', last: '2024-02-27' });
    const course = depreciate([{ validFrom: '2024-01-31', purchase: purchase({ months: 1 }) }]);
    expect(course('2024-01-30').depreciation).toBe(0n);
    expect(course('2024-02-28').depreciation).toBeGreaterThan(0n);
    expect(course('2024-02-29').depreciation).toBe(0n);
  });

  test('of 1,461 days with a leap day is the same each day but for the last digit', () => {
    const course = depreciate([{ validFrom: '2024-01-01', purchase: purchase({ on: '2024-01-01' }) }]);
    const daily = euros('270000') / 1461n;
    for (const day of ['2024-01-01', '2024-02-29', '2027-12-31'])
      expect([daily, daily + 1n]).toContain(course(day).depreciation);
  });

  test('adds up to the purchase less the residual value, also when a node is retired early', () => {
    fc.assert(
      fc.property(purchases, (bought) => {
        expect(sumOf([{ validFrom: bought.on, purchase: bought }])).toBe(bought.price - bought.residual);
      }),
      { numRuns: 40 },
    );
  });

  test('adds up to what the last version says, whenever it was told', () => {
    const versions = fc.array(fc.record({ validFrom: days, purchase: purchases }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(versions, (told) => {
        const byDay = new Map(told.map((version) => [version.validFrom, version]));
        const ordered = [...byDay.values()].sort((one, other) => (one.validFrom < other.validFrom ? -1 : 1));
        // Before the last version holds, what it says is not yet so: only one that buys later than it holds is skipped.
        const last = ordered.at(-1);
        const { price = 0n, residual = 0n } = last?.purchase ?? {};
        expect(sumOf(ordered)).toBe(price - residual);
      }),
      { numRuns: 40 },
    );
  });

  test('writes off on the day of retirement what is left, and nothing after it', () => {
    const course = depreciate([
      { validFrom: '2024-01-31', purchase: purchase({ on: '2025-01-01', months: 12, retiredOn: '2025-07-01' }) },
    ]);
    expect(course('2025-06-30')).toMatchObject({ writeOff: 0n });
    const { depreciation, writeOff } = course('2025-07-01');
    expect(depreciation).toBe(0n);
    expect(writeOff).toBe(euros('270000') - (euros('270000') * 181n) / 365n);
    expect(course('2025-07-02')).toEqual({ depreciation: 0n, writeOff: 0n });
  });
});
