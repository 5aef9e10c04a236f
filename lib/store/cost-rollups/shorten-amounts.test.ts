import fc from 'fast-check';
import { expect, test } from 'vitest';
import { packAmount } from './amount-bytes';
import { countWords, shortenAmounts, toBalanced } from './shorten-amounts';

function toWords(amounts: readonly bigint[]): Uint32Array {
  const view = new DataView(new ArrayBuffer(amounts.length * 16));
  for (const [place, amount] of amounts.entries()) packAmount(amount, view, place * 16);
  return new Uint32Array(view.buffer);
}

/** What balanced words stand for, column by column, in whole numbers. */
function toAmounts(words: Int32Array, wordsPerAmount: number, columns: number): bigint[][] {
  return Array.from({ length: columns }, (_, column) =>
    Array.from({ length: words.length / wordsPerAmount / columns }, (_, row) => {
      const at = (row * columns + column) * wordsPerAmount;
      return words.subarray(at, at + wordsPerAmount).reduceRight((sum, word) => (sum << 32n) + BigInt(word), 0n);
    }),
  );
}

const amount = fc.oneof(
  fc.bigInt(-(10n ** 38n), 10n ** 38n),
  fc.bigInt(-(10n ** 18n), 10n ** 18n).map((picos) => picos * 10n ** 12n),
  fc.bigInt(-500n, 500n).map((cents) => cents * 10n ** 22n),
  fc.constantFrom(0n, -1n, 2n ** 31n - 1n, 2n ** 31n, -(2n ** 31n) - 1n, 2n ** 63n - 1n, 2n ** 63n, -(2n ** 63n) - 1n),
);
const fewDigits = fc.bigInt(-(10n ** 18n), 10n ** 18n).map((micros) => micros * 10n ** 18n);

test.each([amount, fewDigits])('amounts without their zeros are the same, exact, in words that tell a sign', (of) => {
  const columns = fc.integer({ min: 1, max: 30 }).chain((rows) => {
    const column = fc.array(of, { minLength: rows, maxLength: rows });
    return fc.array(column, { minLength: 1, maxLength: 4 });
  });
  fc.assert(
    fc.property(columns, (amounts) => {
      const words = amounts.map(toWords);
      const exponent = shortenAmounts(words);
      const wordsPerAmount = countWords(words);
      const balanced = toBalanced(words, wordsPerAmount);
      const power = 10n ** BigInt(exponent);
      const found = toAmounts(balanced, wordsPerAmount, amounts.length);
      expect(found.map((column) => column.map((one) => one * power))).toEqual(amounts);
    }),
  );
});

test('only zeros that all amounts end in are taken off, and few words are needed for what is left', () => {
  const cents = [toWords([12n * 10n ** 22n, -(10n ** 23n)]), toWords([0n, 7n * 10n ** 22n])];
  expect([shortenAmounts(cents), countWords(cents)]).toEqual([18, 1]);
  const mixed = [toWords([12n * 10n ** 22n]), toWords([10n ** 12n + 1n])];
  expect([shortenAmounts(mixed), countWords(mixed)]).toEqual([0, 3]);
});

test('millions of amounts get a word more, which their sum goes to', () => {
  expect(countWords([new Uint32Array(4 * 2 ** 21)])).toBe(1);
  expect(countWords([new Uint32Array(4 * 2 ** 21 + 4)])).toBe(2);
});
