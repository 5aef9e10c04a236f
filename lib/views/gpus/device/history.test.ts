import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toTrend } from '@/lib/analytics/gpus/test-trends';
import { chooseHistoryStep, startsOf } from './history-step';
import { toHistoryColumns } from './to-history-columns';
import { toMeasured } from './to-measured';

const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];
const now = new Date('2026-11-22T12:03:20Z');
const kept = { rawMs: 2 * day, fiveMinuteMs: 30 * day, hourlyMs: 396 * day };
const last = (spanMs: number) => ({ from: new Date(now.getTime() - spanMs), to: now });

describe('the step of a history', () => {
  it.each([
    ['an hour', hour, minute],
    ['six hours', 6 * hour, minute],
    ['a day', day, 5 * minute],
    ['a week', 7 * day, 30 * minute],
    ['a month', 30 * day, 2 * hour],
    ['thirteen months', 396 * day, day],
  ])('of %s fits', (_, spanMs, step) => {
    expect(chooseHistoryStep(last(spanMs), kept, now)).toBe(step);
  });

  it('is no finer than what is kept so far back', () => {
    const from = new Date(now.getTime() - 10 * day);
    expect(chooseHistoryStep({ from, to: new Date(from.getTime() + hour) }, kept, now)).toBe(5 * minute);
    const longAgo = new Date(now.getTime() - 100 * day);
    expect(chooseHistoryStep({ from: longAgo, to: new Date(longAgo.getTime() + hour) }, kept, now)).toBe(hour);
  });

  it('gives some four hundred steps at most, and covers the stretch', () => {
    const stretch = fc.tuple(fc.integer({ min: 1000, max: 400 * day }), fc.integer({ min: 0, max: 60 * day }));
    fc.assert(
      fc.property(stretch, ([spanMs, agoMs]) => {
        const to = new Date(now.getTime() - agoMs);
        const range = { from: new Date(to.getTime() - spanMs), to };
        const step = chooseHistoryStep(range, kept, now);
        const starts = startsOf(range, step);
        expect(starts.length).toBeLessThanOrEqual(402);
        expect(starts[0]).toBeLessThanOrEqual(range.from.getTime());
        expect((starts.at(-1) ?? Number.NaN) + step).toBeGreaterThanOrEqual(to.getTime());
      }),
    );
  });
});

describe('a series over time', () => {
  const startsAt = [0, 1, 2, 3].map((step) => step * minute);

  it('has means of sums by counts, and nulls where nobody measured', () => {
    const rolled = toTrend(
      'hw.power',
      [
        [0, 100],
        [30_000, 200],
        [2 * minute, 70],
      ],
      minute,
    );
    expect(toHistoryColumns('hw.power', rolled, startsAt)).toEqual({
      mean: [150, null, 70, null],
      min: [100, null, 70, null],
      max: [200, null, 70, null],
      rise: null,
    });
  });

  it('of a counter rises by what it counted, anew or not', () => {
    const rolled = toTrend(
      'hw.errors',
      [
        [0, 7],
        [minute, 9],
        [3 * minute, 2],
      ],
      minute,
    );
    expect(toHistoryColumns('hw.errors', rolled, startsAt).rise).toEqual([null, 2, null, 2]);
  });
});

describe('what was measured of a range', () => {
  const range = { from: new Date(minute), to: new Date(20 * minute) };
  const iso = (minutes: number) => new Date(minutes * minute).toISOString();

  it('reaches from the first sample of any series to the last of any', () => {
    const trends = [{ startsAt: [3 * minute, 8 * minute] }, { startsAt: [] }, { startsAt: [5 * minute, 9 * minute] }];
    expect(toMeasured(trends, range, 0)).toEqual({ from: iso(3), to: iso(9) });
    expect(toMeasured([{ startsAt: [] }], range, 0)).toBeNull();
  });

  it('of roll-ups ends with the last step, and within the range', () => {
    expect(toMeasured([{ startsAt: [0, 5 * minute] }], range, 5 * minute)).toEqual({ from: iso(1), to: iso(10) });
    expect(toMeasured([{ startsAt: [15 * minute, 20 * minute] }], range, 5 * minute)).toEqual({
      from: iso(15),
      to: iso(20),
    });
  });
});
