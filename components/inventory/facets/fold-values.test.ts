import { expect, test } from 'vitest';
import { foldValues } from './fold-values';

const values = [...'abcdefgh'].map((value) => ({ value }));
const shown = (chosen: string[], isFolded = true) =>
  foldValues(values, chosen, isFolded)
    .map(({ value }) => value)
    .join('');

test('a folded facet shows its first values', () => {
  expect(shown([])).toBe('abcdef');
  expect(shown([], false)).toBe('abcdefgh');
});

test('a chosen value never folds away', () => {
  expect(shown(['h'])).toBe('abcdefh');
  expect(shown(['b', 'g', 'h'])).toBe('abcdefgh');
  expect(shown(['not counted'])).toBe('abcdef');
});
