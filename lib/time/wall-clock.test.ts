import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromWallClock, toWallClock } from './wall-clock';

const minuteMs = 60_000;
const zones = ['UTC', 'Europe/Berlin', 'America/Los_Angeles', 'Asia/Kolkata', 'Pacific/Apia', 'Australia/Lord_Howe'];

test('an instant shows on a wall and is found again by what the wall shows', () => {
  fc.assert(
    fc.property(
      fc
        .integer({ min: 1_600_000_000, max: 2_000_000_000 })
        .map((seconds) => new Date(Math.floor(seconds / 60) * minuteMs)),
      fc.constantFrom(...zones),
      (instant, zone) => {
        const shown = toWallClock(instant, zone);
        const found = fromWallClock(shown, zone);
        return found !== null && toWallClock(found, zone) === shown;
      },
    ),
  );
});

test('summer time counts', () => {
  expect(fromWallClock('2026-07-12T14:00', 'Europe/Berlin')?.toISOString()).toBe('2026-07-12T12:00:00.000Z');
  expect(fromWallClock('2026-12-12T14:00', 'Europe/Berlin')?.toISOString()).toBe('2026-12-12T13:00:00.000Z');
});

test('what is no date and time is none', () => {
  expect([fromWallClock('', 'UTC'), fromWallClock('2026-13-40T99:99', 'UTC')]).toEqual([null, null]);
});

test('a year that is still being typed, or the last one that a field takes, is a time as any other', () => {
  const texts = ['0002-11-12T08:00', '0020-11-12T08:00', '0202-11-12T08:00', '9999-12-31T23:59', '0001-01-01T00:00'];
  for (const zone of zones)
    for (const text of texts) {
      const found = fromWallClock(text, zone);
      expect([text, zone, found && toWallClock(found, zone)]).toEqual([text, zone, text]);
    }
});
