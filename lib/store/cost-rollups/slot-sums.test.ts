import { expect, test } from 'vitest';
import { costMetrics } from '@/lib/domain/cost/billing-delivery';
import { costDimensions } from '@/lib/domain/cost/cost-dimension';
import type { CodedRows } from './coded-rows';
import { amountAt, unpackAmounts } from './packed-amounts';
import { packSums } from './packed-cut';
import { makeSums, SlotSums } from './slot-sums';

/** Rows of one day and of one value of every dimension, whose costs are all alike. */
function toRows(count: number, words: readonly number[]): CodedRows {
  const codes = new Uint8Array(count);
  const costs = new Int32Array(count * words.length * 4);
  for (let at = 0; at < costs.length; at += 1) costs[at] = words[at % words.length] as number;
  return {
    count,
    codes: Object.fromEntries(costDimensions.map((dimension) => [dimension, codes])) as CodedRows['codes'],
    days: new Uint16Array(count),
    dayValues: Uint16Array.of(0),
    costs: costMetrics,
    words: costs,
    wordsPerCost: words.length,
    exponent: 0,
    rows: null,
    untold: null,
  };
}

function sumAll(rows: CodedRows): bigint {
  const slots = new SlotSums(rows);
  slots.clear(1);
  slots.add(null, 0, rows.count, rows.codes.sku, Uint32Array.of(0));
  const sums = makeSums(1, rows);
  slots.write(0, sums, 0);
  expect(sums.rows[0]).toBe(rows.count);
  return amountAt(unpackAmounts(packSums(sums).billed), 0);
}

test('millions of rows in one slot add up exactly', () => {
  const count = 5_000_000;
  expect(sumAll(toRows(count, [2 ** 31 - 1, 0]))).toBe(BigInt(count) * (2n ** 31n - 1n));
  expect(sumAll(toRows(count, [-(2 ** 31) + 1, 0]))).toBe(BigInt(count) * (1n - 2n ** 31n));
});

test('a sum of more than 128 bits is refused', () => {
  expect(sumAll(toRows(1, [0, 0, 0, 2 ** 31 - 1]))).toBe((2n ** 31n - 1n) << 96n);
  expect(() => sumAll(toRows(2, [0, 0, 0, 2 ** 31 - 1]))).toThrow(RangeError);
});
