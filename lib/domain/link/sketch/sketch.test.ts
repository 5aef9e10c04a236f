import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LogSketch, relativeAccuracy } from './log-sketch';
import { mergePacked, packSketch, unpackSketch } from './pack-sketch';

const shares = [0, 0.05, 0.5, 0.95, 0.99, 1] as const;
/** Small numbers, those of any size, and those next to a bucket's edge. */
const value = fc.oneof(
  fc.nat(50),
  fc.maxSafeNat(),
  fc.integer({ min: 0, max: 1800 }).map((power) => Math.min(Number.MAX_SAFE_INTEGER, Math.round(1.0202 ** power))),
);
const values = fc.array(value, { maxLength: 200 });

function sketchOf(all: readonly number[]): LogSketch {
  const sketch = new LogSketch();
  for (const each of all) sketch.record(each);
  return sketch;
}

function tell(sketch: LogSketch) {
  const { count, sum, min, max } = sketch;
  return { count, sum, min, max, buckets: sketch.buckets(), quantiles: sketch.quantiles(shares) };
}

describe('a sketch', () => {
  test('tells every quantile within one hundredth of the exact one', () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 300 }), (all) => {
        const sorted = all.toSorted((one, other) => one - other);
        for (const [index, told] of sketchOf(all).quantiles(shares).entries()) {
          const exact = sorted[Math.floor((shares[index] ?? Number.NaN) * (all.length - 1))] ?? Number.NaN;
          expect(Math.abs((told ?? Number.NaN) - exact)).toBeLessThanOrEqual(exact * relativeAccuracy * (1 + 1e-9));
        }
      }),
    );
  });

  test('tells count, sum, least and greatest exactly', () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 100 }), (all) => {
        expect(tell(sketchOf(all))).toMatchObject({
          count: all.length,
          sum: all.reduce((sum, each) => sum + BigInt(each), 0n),
          min: Math.min(...all),
          max: Math.max(...all),
        });
      }),
    );
  });

  test('merged from parts in any order is the sketch of all values', () => {
    const parts = fc
      .array(values, { maxLength: 8 })
      .chain((lists) => fc.tuple(fc.constant(lists), fc.shuffledSubarray(lists, { minLength: lists.length })));
    fc.assert(
      fc.property(parts, ([lists, shuffled]) => {
        const whole = tell(sketchOf(lists.flat()));
        const merged = new LogSketch();
        const unpacked = new LogSketch();
        for (const list of shuffled) {
          merged.merge(sketchOf(list));
          const packed = packSketch(sketchOf(list));
          if (packed) mergePacked(unpacked, packed);
        }
        expect(tell(merged)).toEqual(whole);
        expect(tell(unpacked)).toEqual(whole);
      }),
    );
  });

  test('comes back from its bytes as it was', () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 1 }), (all) => {
        const packed = packSketch(sketchOf(all));
        expect(packed && tell(unpackSketch(packed))).toEqual(tell(sketchOf(all)));
      }),
    );
  });

  test('that is empty knows nothing', () => {
    const empty = new LogSketch();
    expect(tell(empty)).toMatchObject({ count: 0, min: null, max: null, quantiles: shares.map(() => null) });
    expect(packSketch(empty)).toBeNull();
  });

  test.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])('does not take %d', (wrong) => {
    expect(() => new LogSketch().record(wrong)).toThrow(RangeError);
  });
});

describe('bytes', () => {
  const good = [...(packSketch(sketchOf([1, 40, 41, 5_000_000])) ?? [])];

  test('that are no sketch are refused, whatever they are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        try {
          const sketch = unpackSketch(bytes);
          expect(sketch.count).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
        }
      }),
    );
  });

  test.each([
    ['nothing', []],
    ['another version', [2, ...good.slice(1)]],
    ['too short', good.slice(0, -1)],
    ['too long', [...good, 0]],
    ['no bucket', [1, 0, 0, 0, 0]],
    ['an empty bucket', [1, 1, 2, 0, 1, 1, 0]],
    ['a least value beside its bucket', [1, 1, 2, 1, 0, 1, 1]],
    ['a greatest value beside its bucket', [1, 1, 2, 1, 1, 9, 1]],
    ['a sum beyond what it holds', [1, 1, 2, 1, 1, 1, 2]],
    ['a number without end', [1, 1, ...Array.from({ length: 40 }, () => 255)]],
  ])('with %s are refused', (_, bytes) => {
    expect(() => unpackSketch(Uint8Array.from(bytes))).toThrow(RangeError);
  });

  test('are few: a minute of round trips takes less than a hundred', () => {
    const minute = sketchOf(Array.from({ length: 20 }, (_, index) => 20_000_000 + index * 137_000));
    expect(packSketch(minute)?.length).toBeLessThan(100);
  });
});
