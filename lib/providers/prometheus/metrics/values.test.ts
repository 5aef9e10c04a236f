import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { planWindows, pointsAtOnce, stepMs } from './plan-windows';
import { lastOf } from './query-series';
import { subtract, toNumber, toPoints, toRatePoints } from './values';

const at = (step: number) => new Date(step * stepMs);
const samples = (...values: string[]) => values.map((value, step) => ({ at: at(step), value }));
const ratesOf = (...values: string[]) => toRatePoints(samples(...values)).map(({ value }) => value);

test.each(['NaN', '+Inf', '-Inf', 'Infinity', '', ' '])('%j is no number, and so no point', (text) => {
  expect(toNumber(text)).toBeNull();
  expect(toPoints(samples('1', text, '2'), (value) => value).map(({ value }) => value)).toEqual([1, 2]);
});

describe('a rate', () => {
  it('is what a counter grew by a second', () => {
    expect(ratesOf('0', '60', '180')).toEqual([1, 2]);
    expect(ratesOf('0.5', '60.5')).toEqual([1]);
  });

  it('of a counter that began anew is what it has since', () => {
    expect(ratesOf('1000', '120', '180')).toEqual([2, 1]);
  });

  it('keeps the differences of counters that a double cannot hold', () => {
    expect(ratesOf('9007199254740993', '9007199254741053')).toEqual([1]);
  });

  it('is not known across a hole, nor where a counter has no value', () => {
    const [first, , third] = samples('0', '60', '120');
    expect(toRatePoints([first, third].filter((each) => each !== undefined))).toEqual([]);
    expect(ratesOf('0', 'NaN', '60', '120')).toEqual([1]);
    expect(ratesOf('5')).toEqual([]);
  });

  it('is never below zero', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.nat().map(String), fc.double({ min: 0 }).map(String))), (values) => {
        for (const rate of ratesOf(...values)) expect(rate >= 0 && Number.isFinite(rate)).toBe(true);
      }),
    );
  });
});

test('a difference is known only where both are, and is none below zero', () => {
  const points = (...values: number[]) => values.map((value, step) => ({ at: at(step), value }));
  expect(subtract(points(10, 10, 10), points(4, 11))).toEqual([{ at: at(0), value: 6 }]);
});

describe('a window', () => {
  it('is asked for at whole steps, its end left out', () => {
    const from = new Date(stepMs * 10 + 1);
    expect(planWindows({ from, to: new Date(stepMs * 13) })).toEqual([{ start: at(11), end: at(12) }]);
    expect(planWindows({ from, to: new Date(stepMs * 11) })).toEqual([]);
  });

  it('has every step in one query, and never more than a server allows', () => {
    fc.assert(
      fc.property(fc.nat(1e9), fc.nat(1e8), (begin, length) => {
        const window = { from: new Date(begin), to: new Date(begin + length) };
        const asked = planWindows(window).flatMap(({ start, end }) => {
          const count = (end.getTime() - start.getTime()) / stepMs + 1;
          expect(count).toBeLessThanOrEqual(pointsAtOnce);
          return Array.from({ length: count }, (_, index) => start.getTime() + index * stepMs);
        });
        expect(new Set(asked).size).toBe(asked.length);
        for (const moment of asked) expect(moment >= begin && moment < begin + length).toBe(true);
        const steps = Math.ceil((begin + length) / stepMs) - Math.ceil(begin / stepMs);
        expect(asked).toHaveLength(steps);
      }),
    );
  });

  it('asks for the last sample of a step, so that none stands for a later one', () => {
    expect(lastOf(['up'])).toBe('last_over_time(up{}[60s])');
    expect(lastOf(['a', 'b'], 'x="y"')).toBe('last_over_time({__name__=~"a|b",x="y"}[60s])');
  });
});
