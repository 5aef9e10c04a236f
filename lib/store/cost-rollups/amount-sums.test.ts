import fc from 'fast-check';
import { expect, test } from 'vitest';
import { amountBytes, packAmount } from './amount-bytes';
import { AmountSums } from './amount-sums';

test('sums are those of whole numbers, whatever their size and sign', () => {
  const amounts = fc.array(fc.tuple(fc.nat(40), fc.bigInt(-(2n ** 119n), 2n ** 119n)), { maxLength: 100 });
  fc.assert(
    fc.property(amounts, (entries) => {
      const view = new DataView(new ArrayBuffer(entries.length * amountBytes));
      const sums = new AmountSums(1);
      const expected = new Map<number, bigint>();
      entries.forEach(([slot, amount], index) => {
        packAmount(amount, view, index * amountBytes);
        sums.add(slot, view, index * amountBytes);
        expected.set(slot, (expected.get(slot) ?? 0n) + amount);
      });
      for (const [slot, sum] of expected) expect(sums.sum(slot)).toBe(sum);
    }),
  );
});

test('millions of additions to one slot stay exact', () => {
  const view = new DataView(new ArrayBuffer(2 * amountBytes));
  packAmount(2n ** 96n - 1n, view, 0);
  packAmount(-(2n ** 97n) - 3n, view, amountBytes);
  const sums = new AmountSums(1);
  const times = 3_000_000;
  for (let turn = 0; turn < times; turn += 1) {
    sums.add(0, view, 0);
    sums.add(0, view, amountBytes);
  }
  expect(sums.sum(0)).toBe(BigInt(times) * (2n ** 96n - 1n - 2n ** 97n - 3n));
});

test('an amount of more than 128 bits is refused', () => {
  expect(() => packAmount(2n ** 127n, new DataView(new ArrayBuffer(amountBytes)), 0)).toThrow(RangeError);
});

test.each([1n, -1n])('a sum may need more bits than any one amount has, times %s', (sign) => {
  const view = new DataView(new ArrayBuffer(amountBytes));
  packAmount(sign * (2n ** 126n + 7n), view, 0);
  const sums = new AmountSums(1);
  for (let turn = 0; turn < 5; turn += 1) sums.add(0, view, 0);
  expect(sums.sum(0)).toBe(sign * 5n * (2n ** 126n + 7n));
});
