import { expect, it } from 'vitest';
import { parseRetryAfter } from './parse-retry-after';

const now = new Date('2026-11-21T12:00:00Z');

it.each([
  ['0', 0],
  ['120', 120_000],
  ['1.5', 1500],
  ['Sat, 21 Nov 2026 12:01:00 GMT', 60_000],
  ['Sat, 21 Nov 2026 11:00:00 GMT', 0],
  [undefined, undefined],
  ['', undefined],
  ['soon', undefined],
])('reads Retry-After %s as %s ms', (value, expected) => {
  expect(parseRetryAfter(value, now)).toBe(expected);
});
