import { describe, expect, test } from 'vitest';
import { toNearestBucket, toZoom } from './to-zoom';

const minuteMs = 60_000;
const first = Date.parse('2026-11-12T08:00:00Z');
const starts = [0, 15, 30, 45].map((minutes) => first + minutes * minuteMs);

describe('dragging over a chart', () => {
  test('takes in both buckets, whichever way one drags', () => {
    const stretch = { from: '2026-11-12T08:15:00.000Z', to: '2026-11-12T08:45:00.000Z' };
    expect(toZoom(starts, 15 * minuteMs, 1, 2)).toEqual(stretch);
    expect(toZoom(starts, 15 * minuteMs, 2, 1)).toEqual(stretch);
  });

  test('ends where the chart does', () => {
    expect(toZoom(starts, 15 * minuteMs, -4, 99)).toEqual({
      from: '2026-11-12T08:00:00.000Z',
      to: '2026-11-12T09:00:00.000Z',
    });
    expect(toZoom([], minuteMs, 0, 1)).toBeNull();
  });

  test('takes five minutes at least', () => {
    expect(toZoom([first, first + minuteMs], minuteMs, 0, 0)).toEqual({
      from: '2026-11-12T08:00:00.000Z',
      to: '2026-11-12T08:05:00.000Z',
    });
  });

  test('finds the point that is nearest on an axis', () => {
    expect([-5, 0, 49, 51, 100, 300, 500].map((x) => toNearestBucket(x, 300, 4))).toEqual([0, 0, 0, 1, 1, 3, 3]);
    expect(toNearestBucket(10, 300, 1)).toBe(0);
    expect(toNearestBucket(10, 0, 4)).toBe(0);
  });
});
