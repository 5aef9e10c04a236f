import { expect, test } from 'vitest';
import { type StackBucket, toStacks } from './to-stacks';

const buckets = (count: number, floors: readonly number[] = []): StackBucket[] =>
  Array.from({ length: count }, (_, index) => ({
    key: String(index),
    isUnsettled: false,
    isFloor: floors.includes(index),
  }));

test('charges stand on one another and credits hang below', () => {
  const { parts, tops, axis } = toStacks(buckets(2), [
    { key: 'a', values: [3, -1] },
    { key: 'b', values: [2, -2] },
    { key: 'c', values: [-4, null] },
  ]);
  expect(parts.get('a')).toEqual([
    { bucket: 0, low: 0, high: 3 },
    { bucket: 1, low: -1, high: 0 },
  ]);
  expect(parts.get('b')).toEqual([
    { bucket: 0, low: 3, high: 5 },
    { bucket: 1, low: -3, high: -1 },
  ]);
  expect(parts.get('c')).toEqual([{ bucket: 0, low: -4, high: 0 }]);
  expect(tops).toEqual([5, 0]);
  expect(axis).toContain(0);
  expect(Math.max(...(axis ?? []))).toBeGreaterThanOrEqual(5);
  expect(Math.min(...(axis ?? []))).toBeLessThanOrEqual(-4);
});

test('what is not told is no zero', () => {
  expect(toStacks(buckets(2), [{ key: 'a', values: [null, null] }])).toMatchObject({ tops: [null, null], axis: null });
});

test('up to 45 buckets are bars, more are areas that nothing missing is drawn across', () => {
  const values = (count: number) => Array.from({ length: count }, () => 1);
  expect(toStacks(buckets(45), [{ key: 'a', values: values(45) }]).runs).toEqual([]);
  expect(toStacks(buckets(50, [10, 12]), [{ key: 'a', values: values(50) }]).runs).toEqual([
    { first: 0, last: 9 },
    { first: 13, last: 49 },
  ]);
  const withHole = values(50).map((value, index) => (index === 20 ? null : value));
  expect(toStacks(buckets(50), [{ key: 'a', values: withHole }]).runs).toEqual([
    { first: 0, last: 19 },
    { first: 21, last: 49 },
  ]);
});
