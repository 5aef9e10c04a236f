import type { Zone } from './zone';

interface ClockParts {
  year: string;
  month: string;
  day: string;
  hour: string;
  minute: string;
  second: string;
  zone: string;
}

const formats = new Map<Zone, Intl.DateTimeFormat>();

function formatOf(zone: Zone): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  });
  formats.set(zone, format);
  return format;
}

function toParts(instant: Date, zone: Zone): ClockParts {
  const found = new Map(
    formatOf(zone)
      .formatToParts(instant)
      .map((part) => [part.type, part.value]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes) => found.get(type) ?? '';
  return {
    year: part('year'),
    month: part('month'),
    day: part('day'),
    hour: part('hour'),
    minute: part('minute'),
    second: part('second'),
    zone: part('timeZoneName'),
  };
}

/**
 * An instant as short as it stays clear: `14:02 UTC` on the day of `now`, `9 Nov, 14:02 UTC` in its year,
 * `9 Nov 2024, 14:02 UTC` otherwise. The zone is always printed.
 */
export function formatInstant(instant: Date, now: Date, zone: Zone): string {
  const at = toParts(instant, zone);
  const today = toParts(now, zone);
  const clock = `${at.hour}:${at.minute} ${at.zone}`;
  if (at.year !== today.year) return `${at.day} ${at.month} ${at.year}, ${clock}`;
  if (at.month !== today.month || at.day !== today.day) return `${at.day} ${at.month}, ${clock}`;
  return clock;
}

/** An instant to the second with its date, e.g. `9 Nov 2026, 14:02:31 UTC`. */
export function formatInstantFully(instant: Date, zone: Zone): string {
  const at = toParts(instant, zone);
  return `${at.day} ${at.month} ${at.year}, ${at.hour}:${at.minute}:${at.second} ${at.zone}`;
}

/** From when to when, the day and the zone as often as they must be said: `14:02–15:10 UTC`, `9 Nov, 23:00 UTC–10 Nov, 01:00 UTC`. */
export function formatStretch(from: Date, to: Date, now: Date, zone: Zone): string {
  const [one, other] = [toParts(from, zone), toParts(to, zone)];
  const isOneDay = one.day === other.day && one.month === other.month && one.year === other.year;
  if (!isOneDay || one.zone !== other.zone) return `${formatInstant(from, now, zone)}–${formatInstant(to, now, zone)}`;
  const begin = formatInstant(from, now, zone);
  return `${begin.slice(0, begin.length - one.zone.length - 1)}–${other.hour}:${other.minute} ${other.zone}`;
}
