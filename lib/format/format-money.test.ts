import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatAmount, parseAmount, readAmount } from '@/lib/domain/cost/amount';
import { formatChange, formatMoney, formatMoneyChange, formatMoneyFully, formatShare } from './format-money';

describe('money', () => {
  test.each([
    ['0', 'USD', '$0.00'],
    ['12345.675', 'USD', '$12,345.68'],
    ['12345.665', 'USD', '$12,345.66'],
    ['-3.1', 'EUR', '-€3.10'],
    ['1999.5', 'JPY', '¥2,000'],
    ['0.0049', 'USD', 'under $0.01'],
    ['-0.000000000000000000000001', 'USD', 'over -$0.01'],
    ['12.5', null, '12.50'],
    ['9007199254740993.01', 'USD', '$9,007,199,254,740,993.01'],
  ])('%s in %s reads %s', (text, currency, shown) => expect(formatMoney(text, currency)).toBe(shown));

  test('keeps every cent of any size', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }), (cents) => {
        const exact = formatAmount(cents * 10n ** 22n);
        const back = parseAmount(formatMoney(exact, 'USD').replace(/[$,]/g, ''));
        expect(back).toBe(cents * 10n ** 22n);
      }),
    );
  });

  test('is told in full with all its digits', () => {
    expect(formatMoneyFully('0.000000000000000000000001', 'USD')).toBe('0.000000000000000000000001 USD');
    expect(formatMoneyFully('1', null)).toBe('1 in no named currency');
  });

  test('changes with a sign', () => {
    expect([formatMoneyChange('12', 'USD'), formatMoneyChange('-3.1', 'USD'), formatMoneyChange('0', 'USD')]).toEqual([
      '+$12.00',
      '-$3.10',
      '$0.00',
    ]);
    expect(formatMoneyChange('0.001', 'USD')).toBe('+$0.01 or less');
  });
});

describe('a share', () => {
  test.each([
    ['1', '3', '33.3%'],
    ['0', '3', '0.0%'],
    ['0.0001', '3', 'under 0.1%'],
    ['-1', '-4', '25.0%'],
    ['1', '0', null],
    ['-1', '4', null],
    ['1', '-4', null],
  ])('%s of %s is %s', (part, whole, shown) => expect(formatShare(readAmount(part), readAmount(whole))).toBe(shown));
});

describe('a change', () => {
  test.each([
    ['3', '2', '+50.0%'],
    ['1', '2', '-50.0%'],
    ['2', '2', '0.0%'],
    ['2.0001', '2', 'under +0.1%'],
    ['24690', '2', '+1,234,400.0%'],
    ['1', '0', null],
    ['1', '-2', null],
  ])('from %2$s to %1$s is %3$s', (now, before, shown) =>
    expect(formatChange(readAmount(now), readAmount(before))).toBe(shown),
  );
});
