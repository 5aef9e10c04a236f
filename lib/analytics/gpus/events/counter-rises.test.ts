import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toTrend } from '../test-trends';
import { isCounter, toRises, totalRise } from './counter-rises';

const ofValues = (values: readonly number[], perStep = 1) =>
  toTrend(
    'hw.errors',
    values.map((value, index) => [index * 1000, value]),
    perStep * 1000,
  );

describe('the rises of a counter', () => {
  it('are what it grew by since the step before; of the first nothing is known', () => {
    expect(toRises(ofValues([5, 5, 7, 8]))).toEqual([null, 0, 2, 1]);
  });

  it('count from 0 where it started anew, and are never negative', () => {
    expect(toRises(ofValues([5, 9, 0, 2]))).toEqual([null, 4, 0, 2]);
    expect(toRises(ofValues([5, 3]))).toEqual([null, 3]);
  });

  it('hold both sides of a start within a step', () => {
    expect(toRises(ofValues([5, 5, 9, 1, 4, 4], 2))).toEqual([null, 5, 3]);
  });

  it('within the first step count where the next one tells that it grew there', () => {
    expect(totalRise(ofValues([5, 6, 8, 8, 9], 3))).toBe(4);
    expect(totalRise(ofValues([5, 5, 0, 0], 3))).toBe(0);
    expect(totalRise(ofValues([5, 5, 0, 2], 3))).toBe(2);
    expect(totalRise(ofValues([5, 0], 3))).toBe(0);
    expect(totalRise(ofValues([]))).toBeNull();
  });
});

it('whatever counts up without starting anew rose by its last value less its first, in two steps or more of any length', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(50), { minLength: 1, maxLength: 60 }),
      fc.integer({ min: 1, max: 9 }),
      (grown, perStep) => {
        let value = 7;
        const values = grown.map((by) => (value += by));
        const isOneStep = values.length <= perStep;
        expect(totalRise(ofValues(values, perStep))).toBe(isOneStep ? 0 : Number(values.at(-1)) - Number(values[0]));
      },
    ),
  );
});

it('whatever starts anew rose by what it counted, sample by sample', () => {
  const moves = fc.array(fc.oneof(fc.nat(50), fc.constant('anew' as const)), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(moves, (grown) => {
      let value = 100;
      let errors = 0;
      const values = [value];
      for (const by of grown) {
        // A start that is followed by as many errors as before it leaves no trace.
        value = by === 'anew' ? 0 : value + by;
        errors += by === 'anew' ? 0 : by;
        values.push(value);
      }
      const rises = toRises(ofValues(values));
      expect(rises.every((rise) => rise === null || rise >= 0)).toBe(true);
      expect(totalRise(ofValues(values))).toBe(errors);
    }),
  );
});

it('temperatures and shares are no counters', () => {
  expect(['hw.errors', 'hw.energy', 'gpu.throttle.time'].every((metric) => isCounter(metric as 'hw.errors'))).toBe(
    true,
  );
  expect([isCounter('hw.temperature'), isCounter('gpu.xid')]).toEqual([false, false]);
});
