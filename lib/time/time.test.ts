import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatAge, formatDuration } from './format-duration';
import { formatInstant, formatInstantFully, formatStretch } from './format-instant';
import { toZone } from './zone';

const now = new Date('2026-11-12T15:00:00Z');

describe('an instant', () => {
  test('shows only the clock on its own day', () => {
    expect(formatInstant(new Date('2026-11-12T14:02:59Z'), now, 'UTC')).toBe('14:02 UTC');
  });

  test('shows the day, and the year when it is another', () => {
    expect(formatInstant(new Date('2026-11-09T14:02:00Z'), now, 'UTC')).toBe('9 Nov, 14:02 UTC');
    expect(formatInstant(new Date('2024-11-09T00:02:00Z'), now, 'UTC')).toBe('9 Nov 2024, 00:02 UTC');
  });

  test('counts days in the zone it is shown in', () => {
    expect(formatInstant(new Date('2026-11-12T03:00:00Z'), now, 'America/Los_Angeles')).toMatch(/^11 Nov, 19:00 /);
  });

  test('is half of a stretch that says day and zone once where they are the same', () => {
    const stretch = (from: string, to: string, zone = 'UTC') => formatStretch(new Date(from), new Date(to), now, zone);
    expect(stretch('2026-11-12T14:02:00Z', '2026-11-12T15:10:00Z')).toBe('14:02–15:10 UTC');
    expect(stretch('2026-11-09T14:02:00Z', '2026-11-09T15:10:00Z')).toBe('9 Nov, 14:02–15:10 UTC');
    expect(stretch('2026-11-09T23:00:00Z', '2026-11-10T01:00:00Z')).toBe('9 Nov, 23:00 UTC–10 Nov, 01:00 UTC');
    expect(stretch('2026-10-25T00:30:00Z', '2026-10-25T02:30:00Z', 'Europe/Berlin')).toMatch(
      /^25 Oct, 02:30 \S+–25 Oct, 03:30 \S+$/,
    );
  });

  test('prints its zone when shown in full', () => {
    expect(formatInstantFully(new Date('2026-11-12T14:02:31Z'), 'UTC')).toBe('12 Nov 2026, 14:02:31 UTC');
    expect(formatInstantFully(new Date('2026-07-12T14:02:31Z'), 'Europe/Berlin')).toMatch(/16:02:31 (CEST|GMT\+2)$/);
  });
});

describe('a zone', () => {
  test('is UTC when absent or unheard of', () => {
    expect([toZone(undefined), toZone(''), toZone('Mars/Olympus')]).toEqual(['UTC', 'UTC', 'UTC']);
    expect(toZone('Europe/Berlin')).toBe('Europe/Berlin');
  });
});

describe('an age', () => {
  test.each([
    [59_999, 'under a minute'],
    [23 * 60_000, '23 min'],
    [47 * 3_600_000, '47 h'],
    [48 * 3_600_000, '2 d'],
  ])('of %i ms reads %s', (ageMs, words) => expect(formatAge(ageMs)).toBe(words));
});

describe('a duration', () => {
  test.each([
    [340, '340 ms'],
    [1_290, '1.2 s'],
    [59_999, '59 s'],
    [60_000, '1 min'],
    [184_000, '3 min 4 s'],
    [7_500_000, '2 h 5 min'],
    [100_800_000, '1 d 4 h'],
  ])('of %i ms reads %s', (durationMs, words) => expect(formatDuration(durationMs)).toBe(words));

  test('never claims more than passed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 60_000, max: 8_640_000_000 }), (durationMs) => {
        const units = { d: 86_400_000, h: 3_600_000, min: 60_000, s: 1000 };
        const claimed = [...formatDuration(durationMs).matchAll(/(\d+) (d|h|min|s)/g)].reduce(
          (sum, [, count, unit]) => sum + Number(count) * units[unit as keyof typeof units],
          0,
        );
        return claimed <= durationMs;
      }),
    );
  });
});
