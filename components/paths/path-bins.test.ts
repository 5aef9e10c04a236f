import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toPathBin, toPathBinTitles, toUsualBin } from './path-bins';

test('a value is in one of seven bins, and a greater one in none below it', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 10, noNaN: true }),
      fc.double({ min: 0, max: 10, noNaN: true }),
      (one, two) => {
        const [low, high] = [toPathBin(Math.min(one, two), 'p95', 's'), toPathBin(Math.max(one, two), 'p95', 's')];
        expect(low).toBeLessThanOrEqual(high);
        expect([low >= 0, high <= 6]).toEqual([true, true]);
      },
    ),
  );
  expect(toPathBin(0.025, 'p50', 's')).toBe(3);
  expect(toPathBin(0.042, 'loss', 's')).toBe(4);
  expect(toPathBin(60e6, 'p50', 'By/s')).toBe(3);
  expect(toPathBinTitles('loss', 's')).toHaveLength(7);
});

test('against what is usual the limit decides, whichever side of it is worse', () => {
  const latency = { median: 0.02, limit: 0.024, basis: 'hour', hours: 9 } as const;
  expect([0.01, 0.02, 0.0203, 0.0231, 0.0241].map((value) => toUsualBin(value, latency))).toEqual([0, 3, 3, 5, 6]);
  const throughput = { median: 100e6, limit: 80e6, basis: 'hour', hours: 9 } as const;
  expect([130e6, 100e6, 70e6].map((value) => toUsualBin(value, throughput))).toEqual([0, 3, 6]);
});
