import { describe, expect, test } from 'vitest';
import { findLastValue } from './last-value';
import { type AxisRule, isLone, toLineChart } from './to-line-chart';

const starts = [0, 60_000, 120_000];
const line = (values: (number | null)[], key = 'a') => ({ key, label: key, values });

describe('a chart of lines', () => {
  test('keeps holes as holes', () => {
    const { points } = toLineChart(starts, [line([1, null, 3])], false);
    expect(points.map(({ values }) => values.a)).toEqual([1, null, 3]);
    expect(points.every(({ partial }) => Object.keys(partial).length === 0)).toBe(true);
  });

  test('draws the stretch to a bucket that is not over apart', () => {
    const { points } = toLineChart(starts, [line([1, 2, 3])], true);
    expect(points.map(({ values }) => values.a)).toEqual([1, 2, null]);
    expect(points.map(({ partial }) => partial.a)).toEqual([undefined, 2, 3]);
  });

  test('starts at zero, unless that would flatten the lines', () => {
    const axis = (values: (number | null)[], rule: AxisRule = {}) =>
      toLineChart(starts, [line(values)], false, rule).axis;
    expect(axis([10, 100, 50])).toEqual([0, 25, 50, 75, 100]);
    expect(axis([70, 71, 73])).toEqual([70, 71, 72, 73]);
    expect(axis([70, 71, 73], { isFromZero: true })).toEqual([0, 20, 40, 60, 80]);
    expect(axis([5, 5, 5])).toHaveLength(2);
    expect(axis([0.9583, 0.9583 + 2 ** -53, 0.9583])).toEqual([0.75, 1]);
    expect(axis([0, null, 0])).toEqual([0, 1]);
    expect(axis([null, null, null])).toBeNull();
    expect(axis([0.1, 0.2, 0.3], { bounds: [0, 1] })).toEqual([0, 0.25, 0.5, 0.75, 1]);
    expect(axis([30 * 1024 ** 3, 80 * 1024 ** 3], { isBinary: true })).toEqual(
      [0, 20, 40, 60, 80].map((value) => value * 1024 ** 3),
    );
  });

  test('draws eight lines at most and says how many there are', () => {
    const many = Array.from({ length: 11 }, (_, index) => line([1, 2, 3], `${index}`));
    expect(toLineChart(starts, many, false)).toMatchObject({ count: 11, shown: { length: 8 } });
  });

  test('tells a point that no line reaches', () => {
    expect([0, 1, 2, 3, 4].map((index) => isLone([7, null, 8, null, null], index))).toEqual([
      true,
      false,
      true,
      false,
      false,
    ]);
    expect(isLone([1, 2], 0)).toBe(false);
  });

  test('tells which bucket is not over, whether it was measured or not', () => {
    const overOf = (isPartial: boolean) =>
      toLineChart(starts, [line([1, null, null])], isPartial).points.map(({ isOver }) => isOver);
    expect(overOf(true)).toEqual([true, true, false]);
    expect(overOf(false)).toEqual([true, true, true]);
  });

  test('takes a last value for current in the last full bucket and the unfinished one alone', () => {
    const last = (values: (number | null)[], isPartial: boolean) =>
      findLastValue(toLineChart(starts, [line(values)], isPartial), values);
    expect(last([1, 2, 3], true)).toEqual({ value: 3, at: 120_000, isCurrent: true });
    expect(last([1, 2, null], true)).toEqual({ value: 2, at: 60_000, isCurrent: true });
    expect(last([1, 2, null], false)).toEqual({ value: 2, at: 60_000, isCurrent: false });
    expect(last([1, null, null], true)).toEqual({ value: 1, at: 0, isCurrent: false });
    expect(last([null, null, null], true)).toBeNull();
  });
});
