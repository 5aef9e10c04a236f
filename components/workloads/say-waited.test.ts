import { expect, test } from 'vitest';
import { sayWaited } from './say-waited';

test('a wait is told no finer than schedulers tell it', () => {
  expect([0, 999, 2_000, 899_000].map(sayWaited)).toEqual(['under 1 s', 'under 1 s', '2.0 s', '14 min 59 s']);
});
