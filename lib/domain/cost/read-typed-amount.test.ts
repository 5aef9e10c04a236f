import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatAmount, parseAmount } from './amount';
import { readTypedAmount } from './read-typed-amount';

describe('an amount as people type it', () => {
  test.each([
    ['12400.50', '12400.50'],
    [' 12,400.50 ', '12400.50'],
    ['12 400.50', '12400.50'],
    ['12\u00a0400.50', '12400.50'],
    ['12\u202f400', '12400'],
    ['12’400.50', '12400.50'],
    ["1'234'567.89", '1234567.89'],
    ['$12,400.50', '12400.50'],
    ['$ 12 400', '12400'],
    ['-$3', '-3'],
    ['$-3', '-3'],
    ['\u221212,400', '-12400'],
    ['USD 12,400', '12400'],
    ['12,400.50 usd', '12400.50'],
    ['1,234', '1234'],
    ['1,234,567', '1234567'],
    ['0.5', '0.5'],
    ['.5', '.5'],
    ['1e-7', '1e-7'],
    ['12,400.', '12400.'],
  ])('%j is %s', (typed, text) => {
    expect(readTypedAmount(typed, 'USD')).toEqual({ text, fault: null });
  });

  test.each([
    ['12,5', 'Write decimals after a point: 12.5. A comma'],
    ['12,50', 'after a point: 12.50.'],
    ['12 400,50', 'after a point: 12400.50.'],
    ['0,125', 'after a point: 0.125.'],
    ['1234,567', 'after a point: 1234.567.'],
    ['12.400,50', 'such as 12400.50'],
    ['1.234.567', 'such as 12400.50'],
    ['12,34,567', 'such as 12400.50'],
    ['1,234 567', 'such as 12400.50'],
    ['1,2345', 'after a point'],
    ['12 40', 'such as 12400.50'],
    ['€12', '“€” is not USD.'],
    ['$12 USD', 'such as 12400.50'],
    ['--3', 'such as 12400.50'],
    ['-$-3', 'such as 12400.50'],
    ['1,234,', 'such as 12400.50'],
    ['12.400', '12.400 may be read as 12400 or as a fraction: write 12400, or 12.4000.'],
    ['-$1.234', '1.234 may be read as 1234'],
    ['', 'such as 12400.50'],
    ['$', 'such as 12400.50'],
    ['twelve', 'such as 12400.50'],
    ['1,000.1234567890123456789012345', 'such as 12400.50'],
  ])('%j is not read, and the sentence says how to write it', (typed, sentence) => {
    expect(readTypedAmount(typed, 'USD')).toEqual({ text: null, fault: expect.stringContaining(sentence) });
  });

  test('three decimals are read where they cannot be thousands, and where rates are asked for', () => {
    for (const typed of ['0.125', '1234.567', '12.4000', '12,345.678'])
      expect(readTypedAmount(typed, 'USD').text, typed).toBe(typed.replace(',', ''));
    expect(readTypedAmount('12.345', 'USD', { isRate: true })).toEqual({ text: '12.345', fault: null });
  });

  test('a sign stands for the currency beside the field alone', () => {
    expect(readTypedAmount('€12', 'EUR')).toEqual({ text: '12', fault: null });
    expect(readTypedAmount('$12', 'CAD').text).toBe('12');
    expect(readTypedAmount('CHF 12', 'chf').text).toBe('12');
    expect(readTypedAmount('$12').fault).toBe('Leave “$” out. Write a number such as 12400.50 or 12,400.50.');
    expect(readTypedAmount('$12', 'dollars').text).toBeNull();
  });

  test('whatever is written with separators reads as it was', () => {
    const amounts = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }).map((size) => formatAmount(size * 10n ** 22n));
    fc.assert(
      fc.property(amounts, fc.constantFrom(',', ' ', '’'), (plain, separator) => {
        const [whole = '', fraction] = plain.split('.');
        const typed = whole.replace(/\B(?=(\d{3})+$)/g, separator) + (fraction === undefined ? '' : `.${fraction}`);
        const { text } = readTypedAmount(typed, null, { isRate: true });
        expect(text === null ? null : parseAmount(text)).toBe(parseAmount(plain));
      }),
    );
  });
});
