import fc from 'fast-check';
import { expect, test } from 'vitest';
import { amountBytes, packAmount } from './amount-bytes';
import { AmountSums } from './amount-sums';
import { amountAt, type PlanedAmounts, packAmounts, unpackAmounts } from './packed-amounts';
import { pack } from './packed-cut';

function toWords(amounts: readonly bigint[]): Uint32Array {
  const view = new DataView(new ArrayBuffer(amounts.length * amountBytes));
  for (const [place, amount] of amounts.entries()) packAmount(amount, view, place * amountBytes);
  return new Uint32Array(view.buffer);
}

function toAmounts(planed: PlanedAmounts): bigint[] {
  const sums = new AmountSums(1);
  return Array.from({ length: planed.count }, (_, place) => {
    sums.addPlaned(place, planed, place);
    const amount = sums.sum(place) * 10n ** BigInt(planed.exponent);
    expect(amountAt(planed, place)).toBe(amount);
    return amount;
  });
}

const amount = fc.oneof(
  fc.bigInt(-(2n ** 127n), 2n ** 127n - 1n),
  fc.bigInt(-(10n ** 12n), 10n ** 12n).map((cents) => cents * 10n ** 14n),
  fc.bigInt(-500n, 500n).map((cents) => cents * 10n ** 22n),
  fc.constantFrom(0n, -1n, 2n ** 31n, -(2n ** 31n), 2n ** 32n, 2n ** 63n, -(2n ** 64n), 3n * 2n ** 30n),
);

test('amounts come out of packing as they went in', () => {
  fc.assert(
    fc.property(fc.array(amount, { maxLength: 300 }), (amounts) => {
      expect(toAmounts(unpackAmounts(packAmounts(toWords(amounts))))).toEqual(amounts);
    }),
  );
});

test('amounts of few digits leave their zeros off, whatever their sign', () => {
  const amounts = Array.from({ length: 5_000 }, (_, place) => BigInt((place - 2_500) * 7_919) * 10n ** 14n);
  const packed = packAmounts(toWords(amounts));
  const planed = unpackAmounts(packed);
  expect(planed).toMatchObject({ exponent: 14, planes: 1, count: 5_000 });
  expect(toAmounts(planed)).toEqual(amounts);
  expect(packed.byteLength).toBeLessThan(5_000 * 4);
});

test('what was packed before is read', () => {
  fc.assert(
    fc.property(fc.array(amount, { maxLength: 300 }), (amounts) => {
      expect(toAmounts(unpackAmounts(pack(toWords(amounts))))).toEqual(amounts);
    }),
  );
});

test('what is packed in no known way is refused', () => {
  expect(() => unpackAmounts(Buffer.of(9, 0, 1))).toThrow(TypeError);
});
