import { expect, test } from 'vitest';
import { chooseHours } from './choose-hours';

const at = (text: string) => new Date(`2026-11-22T${text}Z`);
const toText = (stretches: ReturnType<typeof chooseHours>) =>
  stretches.map(({ from, until }) => `${from.toISOString().slice(8, 16)} ${until.toISOString().slice(8, 16)}`);
const hourMs = 3_600_000;

/** All hours of the last two days, accounted when they were over. */
function toKnown(now: Date, accountedAt = now) {
  const newest = Math.floor((now.getTime() - 10 * 60_000) / hourMs) * hourMs;
  return Array.from({ length: 49 }, (_, index) => {
    const hour = newest - index * hourMs;
    const until = Math.min(hour + hourMs, Math.floor((now.getTime() - 600_000) / 300_000) * 300_000);
    return { hour: new Date(hour), until: new Date(until), accountedAt };
  });
}

test('a console that never accounted any looks two days back, six hours at a time, the newest first', () => {
  const stretches = toText(chooseHours([], at('12:34:00')));
  expect(stretches.slice(0, 2)).toEqual(['22T07:00 22T12:20', '22T01:00 22T07:00']);
  expect(stretches.at(-1)?.slice(0, 9)).toBe('20T13:00 ');
});

test('what is settled is told once, and the hour that goes on every five minutes', () => {
  const known = toKnown(at('12:34:00'));
  expect(chooseHours(known, at('12:34:30'))).toEqual([]);
  expect(toText(chooseHours(known, at('12:36:00')))).toEqual(['22T12:00 22T12:25']);
});

test('the end of an hour is told anew once it is seen what followed', () => {
  const known = toKnown(at('13:11:00'), at('13:11:00'));
  expect(toText(chooseHours(known, at('13:16:00')))).toEqual(['22T12:00 22T13:05']);
});

test('six hours are restated about once an hour, for samples that came late', () => {
  const known = toKnown(at('12:34:00'), at('11:30:00'));
  expect(toText(chooseHours(known, at('12:34:30')))).toEqual(['22T07:00 22T12:20', '22T06:00 22T07:00']);
});
