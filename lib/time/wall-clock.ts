import type { Zone } from './zone';

/** What a clock on the wall of that zone shows, as a date and time field takes it: `2026-11-21T14:02`. */
export function toWallClock(instant: Date, zone: Zone): string {
  const { year, month, day, hour, minute } = readWall(instant, zone);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}`;
}

/**
 * The instant at which a clock on the wall of that zone shows the text; null when it is no such text.
 * Of an hour that a change of summer time repeats, either; of one that it skips, an hour beside it.
 */
export function fromWallClock(text: string, zone: Zone): Date | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(text)) return null;
  const wanted = Date.parse(`${text}Z`);
  if (Number.isNaN(wanted)) return null;
  let guess = wanted;
  for (let step = 0; step < 2; step += 1) guess += wanted - toUtcOfWall(new Date(guess), zone);
  return new Date(guess);
}

/** What the clock shows, read as if it stood in UTC, in milliseconds. Any year will do, also one that a text cannot hold. */
function toUtcOfWall(instant: Date, zone: Zone): number {
  const { year, month, day, hour, minute } = readWall(instant, zone);
  const shown = new Date(0);
  shown.setUTCFullYear(year, month - 1, day);
  return shown.setUTCHours(hour, minute);
}

/** The year before 1 is 0, as ISO 8601 counts. */
function readWall(instant: Date, zone: Zone) {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    era: 'short',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(instant);
  const found = new Map(parts.map(({ type, value }) => [type, value]));
  const read = (type: Intl.DateTimeFormatPartTypes) => Number(found.get(type));
  const year = found.get('era')?.startsWith('B') ? 1 - read('year') : read('year');
  return { year, month: read('month'), day: read('day'), hour: read('hour'), minute: read('minute') };
}
