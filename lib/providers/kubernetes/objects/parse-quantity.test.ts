import { describe, expect, it } from 'vitest';
import { parseQuantity } from './parse-quantity';

describe('a quantity', () => {
  it.each([
    ['8', 8],
    [8, 8],
    ['1k', 1000],
    ['500m', 0.5],
    ['10Gi', 10 * 2 ** 30],
    ['1.5Ti', 1.5 * 2 ** 40],
    ['1e3', 1000],
    ['12E', 12e18],
    ['-1', -1],
    ['.5', 0.5],
  ])('%s is %d', (text, value) => {
    expect(parseQuantity(text)).toBe(value);
  });

  it.each(['', 'eight', '8 Gi', '8gi', 'Ki', '0x10', 'toString', undefined])('%s is none', (text) => {
    expect(parseQuantity(text)).toBeNull();
  });
});
