import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drawsOf } from './draws';

describe('drawsOf', () => {
  test('gives the same sequence for the same seed and path, whatever was drawn elsewhere', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (seed, path) => {
        const first = drawsOf(seed, path);
        drawsOf(seed, 'elsewhere').hex(40);
        const second = drawsOf(seed, path);
        expect([first.fraction(), first.integer(1, 1000), first.hex(17)]).toEqual([
          second.fraction(),
          second.integer(1, 1000),
          second.hex(17),
        ]);
      }),
    );
  });

  test('keeps paths apart that only join alike', () => {
    expect(drawsOf('seed', 'ab', 'c').hex(32)).not.toBe(drawsOf('seed', 'a', 'bc').hex(32));
  });

  test('draws whole numbers within their bounds, both reached', () => {
    const draws = drawsOf('seed', 'dice');
    const rolls = new Set(Array.from({ length: 500 }, () => draws.integer(1, 6)));
    expect([...rolls].sort()).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test('writes as many hexadecimal digits as asked', () => {
    fc.assert(
      fc.property(fc.nat(60), (digits) => {
        expect(drawsOf('seed', 'hex').hex(digits)).toMatch(new RegExp(`^[0-9a-f]{${digits}}$`));
      }),
    );
  });
});
