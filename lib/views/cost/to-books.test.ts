import { expect, test } from 'vitest';
import { CostTally } from '@/lib/store/cost-rollups/cost-tally';
import { chooseLargest, chooseShown, toBooks } from './to-books';

function tallyOf(amounts: Record<string, bigint>, isWhole = false): CostTally {
  const tally = new CostTally();
  for (const [label, amount] of Object.entries(amounts)) {
    const key = { basis: 'billed', currency: 'USD', label: isWhole ? null : label, bucket: 0 } as const;
    tally.add(tally.slot(key), { amount, rows: 1, untold: 0 });
  }
  return tally;
}

function bookOf(amounts: Record<string, bigint>, top: number) {
  const values = tallyOf(amounts);
  const [book] = toBooks(
    { whole: tallyOf(amounts, true), values, series: values, previousWhole: null, previousValues: null },
    { top, stepCount: 1, atLeast: () => ({ now: false, previous: false }) },
  );
  return book;
}

test('one value that would be left alone stands for itself', () => {
  const amounts = { compute: 10n, storage: 5n, network: 1n };
  const book = bookOf(amounts, 2);
  expect(book?.shown.map(({ value }) => value)).toEqual(['compute', 'storage', 'network']);
  expect(book?.other).toBeNull();
  expect([...chooseShown(tallyOf(amounts), 2)]).toEqual([null, 'compute', 'storage', 'network']);
});

test('two or more come together', () => {
  const book = bookOf({ compute: 10n, storage: 5n, network: 1n, support: 2n }, 2);
  expect(book?.shown.map(({ value }) => value)).toEqual(['compute', 'storage']);
  expect(book?.other).toMatchObject({ values: 2, total: { rows: 2 } });
});

test('whoever asks for so many values alone gets no more', () => {
  expect([...chooseLargest(tallyOf({ compute: 10n, storage: 5n, network: 1n }), 2)]).toEqual(['compute', 'storage']);
});
