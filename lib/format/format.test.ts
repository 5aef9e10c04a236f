import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatBytes } from './format-bytes';
import { describeCount, formatCount } from './format-count';
import { formatMicroUsd } from './format-micro-usd';
import { formatQuantity } from './format-number';
import { formatPrice } from './format-price';
import { nameKind } from './resource-words';
import { toCsv } from './to-csv';

describe('a count', () => {
  test('says when it is only a floor', () => {
    expect(formatCount({ value: 1204, atLeast: false })).toBe('1,204');
    expect(formatCount({ value: 1204, atLeast: true })).toBe('≥ 1,204');
    expect(describeCount({ value: 1, atLeast: true }, 'resource')).toBe('at least 1 resource');
    expect(formatCount({ value: 0, atLeast: true })).toBe('Unknown');
    expect(describeCount({ value: 0, atLeast: true }, 'resource')).toBe('an unknown number of resources');
    expect(formatCount({ value: 0, atLeast: false })).toBe('0');
    expect(formatQuantity(2, 'match', 'matches')).toBe('2 matches');
  });
});

describe('a size', () => {
  test.each([
    [81_920 * 1024 * 1024, '80 GiB'],
    [1536 * 1024 ** 3, '1.5 TiB'],
    [512, '512 bytes'],
  ])('of %i bytes reads %s', (bytes, words) => expect(formatBytes(bytes)).toBe(words));
});

describe('money in millionths', () => {
  test.each([
    [0, '$0.00'],
    [1, 'under $0.01'],
    [12_400_000, '$12.40'],
    [1_234_567_890_000, '$1,234,567.89'],
  ])('%i reads %s', (microUsd, words) => expect(formatMicroUsd(microUsd)).toBe(words));

  test('is never shown as nothing when it is something', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000_000_000 }), (microUsd) => formatMicroUsd(microUsd) !== '$0.00'),
    );
  });
});

test('a kind not known keeps its own name', () => {
  expect([nameKind('volume'), nameKind('volume', 'one'), nameKind('quantum-computer')]).toEqual([
    'Volumes',
    'Volume',
    'quantum-computer',
  ]);
});

describe('rows as CSV', () => {
  test('quote what needs it, and leave out what is missing', () => {
    expect(
      toCsv(
        ['name', 'gpus'],
        [
          ['a,"b"', 8],
          ['c', null],
        ],
      ),
    ).toBe('name,gpus\r\n"a,""b""",8\r\nc,\r\n');
  });

  test('keep negative numbers numbers', () => {
    expect(toCsv(['a'], [['-12.50'], ['-12+1'], ['+12']])).toBe("a\r\n-12.50\r\n'-12+1\r\n'+12\r\n");
  });

  test('never start a cell that a spreadsheet would take for a formula', () => {
    fc.assert(
      fc.property(fc.constantFrom('=', '+', '-', '@', '\t', '\r'), fc.string(), (sign, rest) => {
        fc.pre(!/^-\d+(\.\d+)?$/.test(`${sign}${rest}`));
        const cell = toCsv(['x'], [[`${sign}${rest}`]])
          .split('\r\n')
          .slice(1)
          .join('\r\n');
        return cell.replace(/^"/, '').startsWith("'");
      }),
    );
  });
});

describe('a price', () => {
  test('keeps its digits up to four decimals, and is never shown as nought', () => {
    expect(formatPrice('6.88', 'USD')).toBe('6.88 USD');
    expect(formatPrice('3.666666666666666666666667', 'EUR')).toBe('3.6667 EUR');
    expect(formatPrice('90071992547409931.00005', 'USD')).toBe('90,071,992,547,409,931 USD');
    expect(formatPrice('0.00001', 'USD')).toBe('under 0.0001 USD');
    expect(formatPrice('6.88', 'USD', 'aligned')).toBe('6.8800 USD');
    expect(formatPrice('0.00001', 'USD', 'aligned')).toBe('under 0.0001 USD');
  });
});
