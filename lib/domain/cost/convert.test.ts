import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatAmount, parseAmount } from './amount';
import { convertAmount, convertParts } from './convert';
import { daysBefore, type ExchangeRate, mostDaysOld, RateBook } from './exchange-rate';

const amount = (text: string) => {
  const read = parseAmount(text);
  if (read === null) throw new RangeError(text);
  return read;
};
const rate = (from: string, to: string, day: string, text: string): ExchangeRate => ({
  from,
  to,
  day,
  rate: amount(text),
  source: 'a bank',
  importedAt: new Date('2026-11-21T00:00:00Z'),
});
const convert = (book: RateBook, text: string, from: string, to: string, day: string) => {
  const conversion = book.find(from, to, day);
  return conversion === null ? null : formatAmount(convertAmount(amount(text), conversion));
};

const anyAmount = fc.bigInt({ min: -(10n ** 38n), max: 10n ** 38n });
const anyRatio = fc.record({
  numerator: fc.bigInt({ min: 1n, max: 10n ** 40n }),
  denominator: fc.bigInt({ min: 1n, max: 10n ** 40n }),
});

describe('the rate of a day', () => {
  const book = new RateBook([
    rate('EUR', 'USD', '2026-11-13', '1.25'),
    rate('EUR', 'GBP', '2026-11-13', '0.8'),
    rate('EUR', 'USD', '2026-11-16', '1.6'),
    rate('CHF', 'JPY', '2026-11-13', '160'),
  ]);

  it('serves both ways and crosses through the euro, by the rates of one day', () => {
    expect(convert(book, '10', 'EUR', 'USD', '2026-11-13')).toBe('12.5');
    expect(convert(book, '12.5', 'USD', 'EUR', '2026-11-13')).toBe('10');
    expect(convert(book, '10', 'USD', 'GBP', '2026-11-13')).toBe('6.4');
    expect(book.find('USD', 'GBP', '2026-11-13')?.rates.map(({ to }) => to)).toEqual(['USD', 'GBP']);
    expect(convert(book, '1', 'CHF', 'JPY', '2026-11-13')).toBe('160');
    // On the 16th only the dollar is told: the last day that tells both is the 13th.
    expect(book.find('USD', 'GBP', '2026-11-16')?.day).toBe('2026-11-13');
  });

  it('is of a pair told both ways the one imported last, there and back', () => {
    const told = rate('EUR', 'USD', '2026-11-13', '1.25');
    const corrected = { ...rate('USD', 'EUR', '2026-11-13', '0.5'), importedAt: new Date('2026-11-22T00:00:00Z') };
    const both = new RateBook([told, corrected]);
    expect(convert(both, '1', 'EUR', 'USD', '2026-11-13')).toBe('2');
    expect(convert(both, '2', 'USD', 'EUR', '2026-11-13')).toBe('1');
    const atOnce = new RateBook([told, { ...corrected, importedAt: told.importedAt }]);
    expect(convert(atOnce, '1', 'EUR', 'USD', '2026-11-13')).toBe('1.25');
    expect(convert(atOnce, '1.25', 'USD', 'EUR', '2026-11-13')).toBe('1');
  });

  it('is the last one before, for so many days and not one more', () => {
    expect(convert(book, '1', 'EUR', 'USD', '2026-11-15')).toBe('1.25');
    expect(book.find('EUR', 'GBP', '2026-11-20')?.day).toBe('2026-11-13');
    expect(daysBefore('2026-11-21', mostDaysOld + 1)).toBe('2026-11-13');
    expect(book.find('EUR', 'GBP', '2026-11-21')).toBeNull();
  });

  it('is never one where none is known, nor one of a later day', () => {
    expect(book.find('EUR', 'USD', '2026-11-12')).toBeNull();
    expect(book.find('CHF', 'USD', '2026-11-13')).toBeNull();
    expect(book.find('EUR', 'NOK', '2026-11-13')).toBeNull();
    expect(new RateBook([]).find('USD', 'EUR', '2026-11-13')).toBeNull();
  });

  it('leaves a currency what it is, whatever is known', () => {
    fc.assert(
      fc.property(anyAmount, fc.constantFrom('USD', 'NOK', 'EUR'), (sum, currency) => {
        const conversion = book.find(currency, currency, '1999-01-01');
        return conversion !== null && conversion.rates.length === 0 && convertAmount(sum, conversion) === sum;
      }),
    );
  });
});

describe('conversion', () => {
  it('rounds once: to the nearest, a tie to the even one', () => {
    fc.assert(
      fc.property(anyAmount, anyRatio, (sum, ratio) => {
        const off = convertAmount(sum, { ratio }) * ratio.denominator - sum * ratio.numerator;
        return 2n * (off < 0n ? -off : off) <= ratio.denominator;
      }),
    );
  });

  it('of parts adds up to that of their sum, each off by less than one of the last digit', () => {
    fc.assert(
      fc.property(fc.array(anyAmount, { maxLength: 20 }), anyRatio, (parts, ratio) => {
        const converted = convertParts(parts, { ratio });
        const whole = parts.reduce((sum, part) => sum + part, 0n);
        expect(converted.reduce((sum, part) => sum + part, 0n)).toBe(convertAmount(whole, { ratio }));
        for (const [index, part] of parts.entries()) {
          const off = (converted[index] ?? 0n) * ratio.denominator - part * ratio.numerator;
          expect(off < ratio.denominator && -off < ratio.denominator).toBe(true);
        }
      }),
    );
  });

  it('across the euro is one fraction, not two roundings', () => {
    const book = new RateBook([rate('EUR', 'USD', '2026-11-13', '3'), rate('EUR', 'GBP', '2026-11-13', '3')]);
    fc.assert(
      fc.property(anyAmount, (sum) => {
        const conversion = book.find('USD', 'GBP', '2026-11-13');
        return conversion !== null && convertAmount(sum, conversion) === sum;
      }),
    );
  });
});
