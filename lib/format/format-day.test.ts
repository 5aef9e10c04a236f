import { expect, test } from 'vitest';
import { formatDay, formatDayShortly, formatDays } from './format-day';

test('a day reads as people write it', () => {
  expect([formatDay('2026-11-09'), formatDayShortly('2026-01-31')]).toEqual(['9 Nov 2026', '31 Jan']);
});

test.each([
  ['2026-11-09', '2026-11-09', '9 Nov 2026'],
  ['2026-11-01', '2026-11-30', '1–30 Nov 2026'],
  ['2026-10-28', '2026-11-03', '28 Oct – 3 Nov 2026'],
  ['2025-12-28', '2026-01-03', '28 Dec 2025 – 3 Jan 2026'],
])('from %s to %s reads %s', (from, to, words) => expect(formatDays(from, to)).toBe(words));
