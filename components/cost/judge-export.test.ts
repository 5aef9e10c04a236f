import { expect, test } from 'vitest';
import type { CostBook } from '@/lib/api/contracts/cost';
import { judgeExport } from './judge-export';

const book = (rows: number): CostBook => ({
  basis: 'billed',
  currency: 'USD',
  whole: { total: { amount: '1', rows, untoldRows: 0, atLeast: false }, previous: null, series: [], untoldSteps: [] },
  shown: [],
  other: null,
  unallocated: null,
});

test('says how many rows are about to be written, over all currencies', () => {
  expect(judgeExport([book(57_000), book(179)])).toEqual({
    size: 'About 57,179 rows; a file has at most 1,000,000.',
    refusal: null,
  });
  expect(judgeExport([book(1)]).size).toBe('About 1 row; a file has at most 1,000,000.');
});

test('refuses what is more than a file may have', () => {
  expect(judgeExport([book(1_000_001)]).refusal).toMatch(/^These are about 1,000,001 rows/);
});

test('knows no size before the answer is there, and says that there is nothing to write', () => {
  expect(judgeExport(null)).toEqual({ size: 'How many rows it will be is not known yet.', refusal: null });
  expect(judgeExport([])).toEqual({ size: 'No rows: the file will hold its header alone.', refusal: null });
});
