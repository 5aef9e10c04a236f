import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addAmounts,
  compareAmounts,
  formatAmount,
  multiplyAmount,
  negateAmount,
  parseAmount,
  readAmount,
  splitAmount,
} from './amount';

const amounts = fc.bigInt({ min: -(10n ** 38n), max: 10n ** 38n });

describe('reading and writing', () => {
  test('what was written reads back the same', () => {
    fc.assert(fc.property(amounts, (amount) => parseAmount(formatAmount(amount)) === amount));
  });

  test.each([
    ['0.000000000000000000000001', 1n],
    ['-1.5', -15n * 10n ** 23n],
    ['+.5', 5n * 10n ** 23n],
    ['5.', 5n * 10n ** 24n],
    ['1e-24', 1n],
    ['12.5E+1', 125n * 10n ** 24n],
    ['0.1000000000000000000000000000000', 10n ** 23n],
    ['-0', 0n],
  ])('%s is read exactly', (text, amount) => expect(parseAmount(text)).toBe(amount));

  test.each(['', '.', '-', '1,000', '1_000', ' 1', 'NaN', '0x10', '1e', '0.0000000000000000000000001', '1e-25'])(
    '“%s” is refused',
    (text) => expect(parseAmount(text)).toBeNull(),
  );

  test('no zero stands at the end, and none is lost before the point', () => {
    expect([readAmount('10.50'), readAmount('-0.25'), readAmount('100')].map(formatAmount)).toEqual([
      '10.5',
      '-0.25',
      '100',
    ]);
  });
});

describe('arithmetic', () => {
  test('adding is exact where floating point is not', () => {
    expect(formatAmount(addAmounts(readAmount('0.1'), readAmount('0.2')))).toBe('0.3');
    expect(addAmounts()).toBe(0n);
  });

  test('an amount and its opposite leave nothing', () => {
    fc.assert(fc.property(amounts, (amount) => addAmounts(amount, negateAmount(amount)) === 0n));
  });

  test('the order is that of the numbers', () => {
    fc.assert(
      fc.property(
        amounts,
        amounts,
        (left, right) => compareAmounts(left, right) === -compareAmounts(right, left) || left === right,
      ),
    );
    expect([readAmount('2'), readAmount('-10'), readAmount('1.5')].sort(compareAmounts).map(formatAmount)).toEqual([
      '-10',
      '1.5',
      '2',
    ]);
  });

  test('a product lies within half of the last digit, and a tie goes to the even', () => {
    const ratios = fc.record({
      numerator: fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }),
      denominator: fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }).filter((value) => value !== 0n),
    });
    fc.assert(
      fc.property(amounts, ratios, (amount, ratio) => {
        const error = multiplyAmount(amount, ratio, 'half-even') * ratio.denominator - amount * ratio.numerator;
        const size = (value: bigint) => (value < 0n ? -value : value);
        expect(2n * size(error) <= size(ratio.denominator)).toBe(true);
      }),
    );
    const half = { numerator: 1n, denominator: 2n };
    expect([1n, 3n, -1n, -3n].map((amount) => multiplyAmount(amount, half, 'half-even'))).toEqual([0n, 2n, 0n, -2n]);
    expect([1n, 3n, -1n, -3n].map((amount) => multiplyAmount(amount, half, 'down'))).toEqual([0n, 1n, 0n, -1n]);
    expect(() => multiplyAmount(1n, { numerator: 1n, denominator: 0n }, 'down')).toThrow(RangeError);
  });
});

describe('splitting', () => {
  const weights = fc.array(fc.bigInt({ min: 0n, max: 10n ** 20n }), { minLength: 1, maxLength: 30 });

  test('the parts add up to the whole to the last digit, none a digit away from its share', () => {
    fc.assert(
      fc.property(amounts, weights, (amount, given) => {
        const total = given.reduce((sum, weight) => sum + weight, 0n);
        const parts = splitAmount(amount, given);
        if (total === 0n) {
          expect(parts).toBeNull();
          return;
        }
        expect(addAmounts(...(parts ?? []))).toBe(amount);
        for (const [index, part] of (parts ?? []).entries()) {
          const away = part * total - amount * (given[index] ?? 0n);
          expect(away < total && away > -total).toBe(true);
        }
      }),
    );
  });

  test('what has no weight gets nothing, and equal remainders favour the first', () => {
    expect(splitAmount(10n, [1n, 0n, 1n, 1n])).toEqual([4n, 0n, 3n, 3n]);
    expect(splitAmount(-10n, [1n, 1n, 1n])).toEqual([-4n, -3n, -3n]);
    expect(splitAmount(10n, [])).toBeNull();
    expect(() => splitAmount(10n, [-1n, 2n])).toThrow(RangeError);
  });
});
