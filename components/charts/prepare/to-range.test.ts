import { expect, test } from 'vitest';
import { type RangeStep, toRange } from './to-range';

const step = (actual: number | null, low: number | null = null, high: number | null = null): RangeStep => ({
  key: 'x',
  actual,
  expected: null,
  low,
  high,
  isMarked: false,
});

test('holes break the line and the range, and a lone step stands by itself', () => {
  const { actual, range } = toRange([step(1), step(2, 1, 3), step(null, 1, 3), step(4), step(null)]);
  expect(actual).toEqual([[0, 1], [3]]);
  expect(range).toEqual([[1, 2]]);
});

test('the axis holds nought, the range and credits', () => {
  const { axis } = toRange([step(5, -20, 40)]);
  expect(axis?.[0]).toBeLessThanOrEqual(-20);
  expect(axis?.at(-1)).toBeGreaterThanOrEqual(40);
  expect(axis).toContain(0);
  expect(toRange([step(null)]).axis).toBeNull();
});
