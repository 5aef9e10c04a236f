import { expect, it } from 'vitest';
import { RunningSum } from './running-sum';

/** Whole numbers as they are packed, of so many words each. */
function toWords(numbers: readonly bigint[], wordCount: number): Uint32Array {
  return Uint32Array.from(
    numbers.flatMap((number) =>
      Array.from({ length: wordCount }, (_, index) => Number(BigInt.asUintN(32, number >> BigInt(32 * index)))),
    ),
  );
}

function addUp(numbers: readonly bigint[], wordCount: number): Uint32Array {
  const words = toWords(numbers, wordCount);
  const sum = new RunningSum(wordCount, 'It is too large.');
  const written = new Uint32Array(numbers.length * wordCount);
  numbers.forEach((_, place) => {
    sum.add(words, place);
    sum.write(written, place);
  });
  return written;
}

it('tells at every place what the numbers until there add up to', () => {
  const large = 10n ** 36n;
  const numbers = [1n, -2n, large, -3n * large, 2n ** 32n - 1n, 1n, -(2n ** 64n), 5n * large];
  const sums = numbers.map((_, place) => numbers.slice(0, place + 1).reduce((one, other) => one + other));
  expect(addUp(numbers, 4)).toEqual(toWords(sums, 4));
  expect(addUp(numbers, 6)).toEqual(toWords(sums, 6));
});

it('refuses a sum of more bits, and holds the most that fit', () => {
  expect(addUp([2n ** 127n - 2n, 1n], 4)).toEqual(toWords([2n ** 127n - 2n, 2n ** 127n - 1n], 4));
  expect(() => addUp([2n ** 127n - 1n, 1n], 4)).toThrow(RangeError);
  expect(() => addUp([-(2n ** 127n), -1n], 4)).toThrow(RangeError);
});

it('stays exact over millions of additions', () => {
  const count = 3_000_000;
  const words = toWords([2n ** 32n - 1n], 4);
  const sum = new RunningSum(4, 'It is too large.');
  for (let turn = 0; turn < count; turn += 1) sum.add(words, 0);
  const written = new Uint32Array(4);
  sum.write(written, 0);
  expect(written).toEqual(toWords([BigInt(count) * (2n ** 32n - 1n)], 4));
});
