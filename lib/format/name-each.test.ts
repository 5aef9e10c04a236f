import { expect, test } from 'vitest';
import { nameEach } from './name-each';

test('names each once, and says how often one stands there', () => {
  expect(nameEach(['Factory AWS'])).toBe('Factory AWS');
  expect(nameEach(['Factory AWS', 'Azure', 'Factory AWS'])).toBe('Factory AWS (2) and Azure');
  expect(nameEach(['a', 'b', 'c'])).toBe('a, b and c');
});
