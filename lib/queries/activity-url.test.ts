import { expect, test } from 'vitest';
import { countActivityFilters, toInstant } from './activity-url';

const now = new Date('2026-11-21T12:00:00Z');

test('a relative bound moves with the clock', () => {
  expect(toInstant('now-24h', now)).toBe('2026-11-20T12:00:00.000Z');
  expect(toInstant('now-7d', now)).toBe('2026-11-14T12:00:00.000Z');
  expect(toInstant('now-15m', now)).toBe('2026-11-21T11:45:00.000Z');
});

test('an instant stays, in UTC', () => {
  expect(toInstant('2026-11-21T13:00:00+01:00', now)).toBe('2026-11-21T12:00:00.000Z');
});

test('what is not understood does not filter', () => {
  expect([toInstant(null, now), toInstant('yesterday', now), toInstant('now-7y', now)]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

test('a range counts as one filter', () => {
  const none = { q: null, action: null, outcome: null, from: null, to: null };
  expect(countActivityFilters(none)).toBe(0);
  expect(countActivityFilters({ ...none, q: '', from: 'now-7d', to: '2026-11-21T12:00:00Z' })).toBe(1);
});
