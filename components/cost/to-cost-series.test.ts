import { expect, test } from 'vitest';
import type { CostBook, CostLine } from '@/lib/api/contracts/cost';
import { sayStepGaps } from './step-gaps';
import { readFigure, toCostSeries } from './to-cost-series';

const line = (...series: (string | null)[]): CostLine => ({
  total: { amount: '0', rows: 1, untoldRows: 0, atLeast: false },
  previous: null,
  series,
  untoldSteps: [],
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
    // One alone needs no other name.
    ['somebody', 'var(--color-provider-other)'],
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

test('a figure that no row tells, or that has no row, is no nought', () => {
  const figure = { rows: 2, untoldRows: 2, atLeast: true };
  expect(readFigure({ ...figure, amount: null })).toBeNull();
  expect(readFigure({ ...figure, amount: '0', rows: 0, untoldRows: 0 })).toBeNull();
  expect(readFigure({ ...figure, amount: '0', untoldRows: 1 })).toBe(0n);
});

test('a step is a floor where a source is missing from it, or rows that tell this cost', () => {
  const step = { from: '2026-10-01', to: '2026-10-01', unsettled: false };
  const steps = [
    { ...step, missing: [] },
    { ...step, missing: ['aws-bills'] },
  ];
  const told = { basis: 'billed' as const, currency: 'EUR', whole: { ...line('1', '2'), untoldSteps: [1] } };
  expect(sayStepGaps({ steps, conversion: null }, told, 0)).toEqual([]);
  const left = { basis: 'billed' as const, currency: 'NOK', from: step.from, to: step.to, days: 1 };
  const conversion = { to: 'EUR', rates: [], unconverted: [{ ...left, isBefore: false }], books: [] };
  expect(sayStepGaps({ steps, conversion }, told, 0)).toEqual(['NOK not converted: no rate is known of some days']);
  const before = { ...conversion, unconverted: [{ ...left, isBefore: true }] };
  expect(sayStepGaps({ steps, conversion: before }, told, 0)).toEqual([]);
  expect(sayStepGaps({ steps, conversion: null }, told, 1)).toEqual([
    'aws-bills missing',
    'Some rows do not tell this cost',
  ]);
});
