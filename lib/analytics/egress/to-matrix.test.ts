import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Amount } from '@/lib/domain/cost/amount';
import type { TransferSum } from '@/lib/domain/cost/transfer-sum';
import { sumTransfers, toPricePerGigabyte, toTransferMatrix } from './to-matrix';

const end = fc.constantFrom(null, 'aws/us-east-1', 'aws/eu-west-1', 'google-cloud/us-west2', 'internet', 'other-zone');
const amount = fc.option(fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }));
const sums: fc.Arbitrary<TransferSum[]> = fc.array(
  fc
    .record({
      from: end,
      to: end,
      money: amount,
      bytes: amount,
      rows: fc.integer({ min: 1, max: 9 }),
    })
    .map(({ money, rows, bytes, ...ends }) => ({
      ...ends,
      basis: 'billed' as const,
      provider: 'aws',
      currency: 'USD',
      category: 'Usage',
      kind: 'internet' as const,
      unit: 'GB',
      quantity: bytes,
      bytes,
      untoldQuantity: bytes === null ? rows : 0,
      rows,
      amount: money,
      untold: money === null ? rows : 0,
    })),
);
const add = (amounts: readonly (Amount | null)[]) =>
  amounts.reduce<Amount | null>((sum, one) => (one === null ? sum : one + (sum === null ? 0n : sum)), null);

describe('the matrix of transfers', () => {
  it('adds up to what the transfers do, to the last digit', () => {
    fc.assert(
      fc.property(sums, (given) => {
        const matrix = toTransferMatrix(given);
        const expected = add(given.map((one) => one.amount));
        expect(matrix.total.amount).toBe(expected);
        expect(sumTransfers(given)).toEqual(matrix.total);
        expect(add(matrix.pairs.map((pair) => pair.amount))).toBe(expected);
        expect(add(matrix.pairs.map((pair) => pair.bytes))).toBe(add(given.map(({ bytes }) => bytes)));
        expect(matrix.pairs.reduce((rows, pair) => rows + pair.rows, 0)).toBe(
          given.reduce((rows, one) => rows + one.rows, 0),
        );
        for (const pair of matrix.pairs) {
          expect(matrix.from).toContain(pair.from);
          expect(matrix.to).toContain(pair.to);
        }
        expect(new Set(matrix.pairs.map(({ from, to }) => JSON.stringify([from, to]))).size).toBe(matrix.pairs.length);
      }),
    );
  });

  it('puts what is not told last, and says of a pair when bytes are missing from it', () => {
    const one = (from: string | null, money: Amount, bytes: Amount | null): TransferSum => ({
      basis: 'billed',
      provider: 'aws',
      currency: 'USD',
      category: 'Usage',
      kind: 'internet',
      from,
      to: 'internet',
      unit: 'GB',
      quantity: bytes,
      bytes,
      untoldQuantity: 0,
      rows: 1,
      amount: money,
      untold: 0,
    });
    const matrix = toTransferMatrix([
      one(null, 90n, null),
      one('aws/a', 5n, 10n),
      one('aws/b', 7n, null),
      one('aws/b', 3n, 10n ** 33n),
    ]);
    expect(matrix.from).toEqual(['aws/b', 'aws/a', null]);
    const pair = matrix.pairs.find(({ from }) => from === 'aws/b');
    expect(pair).toMatchObject({ amount: 10n, bytes: 10n ** 33n, areBytesWhole: false });
    // Of 10⁹ bytes; what has no bytes is not priced.
    expect(pair && toPricePerGigabyte(pair)).toBe(3n);
    expect(toPricePerGigabyte({ priced: null })).toBeNull();
  });
});
