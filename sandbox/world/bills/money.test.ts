import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exact, quotient, ratio, round, text, times, wholeNumber } from './money';

const decimal = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n });

describe('exact decimals', () => {
  test('are read and written without loss', () => {
    fc.assert(fc.property(decimal, (value) => exact(text(value)) === value));
    expect(text(exact('-0.000000000000000000000001'))).toBe('-0.000000000000000000000001');
    expect(text(exact('12.50'))).toBe('12.5');
    expect(() => exact('1e3')).toThrow(RangeError);
  });

  test('round half away from zero', () => {
    expect(text(times(exact('0.25'), exact('0.5'), 2))).toBe('0.13');
    expect(text(round(exact('-1.005'), 2))).toBe('-1.01');
    expect(text(ratio(wholeNumber(1), 1, 3, 4))).toBe('0.3333');
    expect(text(quotient(wholeNumber(2), wholeNumber(3), 3))).toBe('0.667');
  });

  test('multiply as fractions do', () => {
    expect(text(times(exact('55.04'), exact('0.58')))).toBe('31.9232');
    fc.assert(fc.property(decimal, (value) => times(value, wholeNumber(1)) === value));
  });
});
