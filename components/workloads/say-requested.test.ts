import { describe, expect, test } from 'vitest';
import { sayRequested } from './say-requested';

describe('what is asked for', () => {
  test('is a number of a model', () => {
    expect(sayRequested([{ model: 'NVIDIA H100', count: 16 }])).toBe('16 × NVIDIA H100');
  });
  test('is a number of any model', () => {
    expect(sayRequested([{ model: null, count: 8 }])).toBe('8 of any model');
  });
  test('whose number cannot be told says so and is no zero', () => {
    expect(sayRequested([{ model: 'NVIDIA A100', count: null }])).toBe('NVIDIA A100, how many is not told');
  });
  test('of several models names them all', () => {
    expect(
      sayRequested([
        { model: 'NVIDIA H100', count: 8 },
        { model: null, count: 2 },
      ]),
    ).toBe('8 × NVIDIA H100, 2 of any model');
  });
  test('that is nothing is nothing', () => {
    expect(sayRequested([])).toBe('None');
  });
});
