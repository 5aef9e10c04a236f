import { describe, expect, test } from 'vitest';
import { isLone, toLineChart } from './to-line-chart';

const starts = [0, 60_000, 120_000];
const line = (values: (number | null)[], key = 'a') => ({ key, label: key, values });

describe('a chart of lines', () => {
  test('keeps holes as holes', () => {
    const { points } = toLineChart(starts, [line([1, null, 3])], false, null);
    expect(points.map(({ values }) => values.a)).toEqual([1, null, 3]);
    expect(points.every(({ partial }) => Object.keys(partial).length === 0)).toBe(true);
  });

  test('draws the stretch to a bucket that is not over apart', () => {
    const { points } = toLineChart(starts, [line([1, 2, 3])], true, null);
    expect(points.map(({ values }) => values.a)).toEqual([1, 2, null]);
    expect(points.map(({ partial }) => partial.a)).toEqual([undefined, 2, 3]);
  });

  test('starts at zero, unless that would flatten the lines', () => {
    expect(toLineChart(starts, [line([10, 100, 50])], false, null).range).toEqual([0, 100]);
    expect(toLineChart(starts, [line([70, 71, 72])], false, null).range).toEqual([69.8, 72.2]);
    expect(toLineChart(starts, [line([5, 5, 5])], false, null).range).toEqual([4, 6]);
    expect(toLineChart(starts, [line([null, null, null])], false, null).range).toBeNull();
    expect(toLineChart(starts, [line([10, 20, 30])], false, [0, 100]).range).toEqual([0, 100]);
  });

  test('draws eight lines at most and says how many there are', () => {
    const many = Array.from({ length: 11 }, (_, index) => line([1, 2, 3], `${index}`));
    expect(toLineChart(starts, many, false, null)).toMatchObject({ count: 11, shown: { length: 8 } });
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
});
