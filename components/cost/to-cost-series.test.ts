import { expect, test } from 'vitest';
import type { CostBook, CostLine } from '@/lib/api/contracts/cost';
import { toCostSeries } from './to-cost-series';

const line = (...series: (string | null)[]): CostLine => ({
  total: { amount: '0', rows: 1, untoldRows: 0, atLeast: false },
  previous: null,
  series,
});
const book = (values: Record<string, CostLine>, part: Partial<CostBook> = {}): CostBook => ({
  basis: 'billed',
  currency: 'USD',
  whole: line(),
  shown: Object.entries(values).map(([value, told]) => ({ value, ...told })),
  other: null,
  unallocated: null,
  ...part,
});

test('providers stand in one order with their own colours, whatever they cost', () => {
  const series = toCostSeries(book({ coreweave: line('9'), somebody: line('3'), aws: line('1') }), 'provider');
  expect(series.map(({ label, colour }) => [label, colour])).toEqual([
    ['AWS', 'var(--color-provider-aws)'],
    ['CoreWeave', 'var(--color-provider-coreweave)'],
    ['Other, 1 value', 'var(--color-provider-other)'],
  ]);
});

test('at most eight parts are told, the others add up to the last digit, and what has no value stays apart', () => {
  const values = Object.fromEntries(
    Array.from({ length: 10 }, (_, index) => [`s${index}`, line('0.1', index === 9 ? '5' : null, null)]),
  );
  const series = toCostSeries(
    book(values, { other: { ...line('0.000000000000000000000001', null, null), values: 4 }, unallocated: line('7') }),
    'service',
  );
  expect(series).toHaveLength(9);
  expect(series.at(-2)).toMatchObject({
    label: 'Other, 7 values',
    isHatched: true,
    amounts: ['0.300000000000000000000001', '5', null],
  });
  expect(series.at(-1)).toMatchObject({ key: 'unallocated', amounts: ['7'] });
});
