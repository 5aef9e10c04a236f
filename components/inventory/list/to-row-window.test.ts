import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toRevealingScroll, toRowWindow } from './to-row-window';

const geometry = { rowHeight: 32, headerHeight: 32, overscan: 10 };
const counts = fc.integer({ min: 0, max: 1_000_000 });
const heights = fc.integer({ min: 100, max: 2000 });

describe('the rows that are drawn', () => {
  test('are those in view and some beyond', () => {
    expect(toRowWindow(3200, 352, 10_000, geometry)).toEqual({ first: 90, end: 121, before: 2880, after: 316_128 });
  });

  test('are all of a short list', () => {
    expect(toRowWindow(0, 800, 5, geometry)).toEqual({ first: 0, end: 5, before: 0, after: 0 });
    expect(toRowWindow(0, 800, 0, geometry)).toEqual({ first: 0, end: 0, before: 0, after: 0 });
  });

  test('keep the list exactly as long as it is, and are never more than a screen and its margins', () => {
    fc.assert(
      fc.property(counts, heights, fc.integer({ min: 0, max: 40_000_000 }), (count, height, scrollTop) => {
        const { first, end, before, after } = toRowWindow(scrollTop, height, count, geometry);
        expect(before + (end - first) * geometry.rowHeight + after).toBe(count * geometry.rowHeight);
        expect(end - first).toBeLessThanOrEqual(Math.ceil(height / 32) + 2 * geometry.overscan + 2);
      }),
    );
  });
});

test('a row is brought wholly into view, and one in view moves nothing', () => {
  fc.assert(
    fc.property(counts, heights, fc.nat(40_000_000), (index, height, scrollTop) => {
      const scroll = toRevealingScroll(index, scrollTop, height, geometry);
      const top = index * 32;
      expect(scroll).toBeLessThanOrEqual(top);
      expect(top + 64).toBeLessThanOrEqual(scroll + height);
      expect(toRevealingScroll(index, scroll, height, geometry)).toBe(scroll);
    }),
  );
});
