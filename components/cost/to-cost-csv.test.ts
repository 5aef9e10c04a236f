import { expect, test } from 'vitest';
import type { CostBook } from '@/lib/api/contracts/cost';
import { toCostCsv } from './to-cost-csv';

const exact = { rows: 1, untoldRows: 0, atLeast: false };
const whole = {
  total: { amount: '12', ...exact },
  previous: { amount: '10', ...exact, atLeast: true },
  series: [],
  untoldSteps: [],
};
const book: CostBook = { basis: 'billed', currency: 'USD', whole, shown: [], other: null, unallocated: null };

test('a change of a period that is not whole says so', () => {
  const aws = { ...whole, previous: { amount: '13', ...exact }, label: 'AWS' };
  const oracle = { ...whole, previous: null, label: 'Oracle' };
  const [, ...rows] = toCostCsv([aws, oracle], book, 'Provider').trim().split('\r\n');
  expect(rows).toEqual([
    'AWS,12,USD,billed,exact,1,13,exact,-1,of whole periods',
    'Oracle,12,USD,billed,exact,1,,,,',
    'Total,12,USD,billed,exact,1,10,at least,2,the days before may be incomplete',
  ]);
});
