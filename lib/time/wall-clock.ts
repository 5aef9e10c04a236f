import type { Zone } from './zone';

/** What a clock on the wall of that zone shows, as a date and time field takes it: `2026-11-21T14:02`. */
export function toWallClock(instant: Date, zone: Zone): string {
  const found = new Map(
    new Intl.DateTimeFormat('en-CA', {
      timeZone: zone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    })
      .formatToParts(instant)
      .map((part) => [part.type, part.value]),
  );
  return `${found.get('year')}-${found.get('month')}-${found.get('day')}T${found.get('hour')}:${found.get('minute')}`;
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
  for (let step = 0; step < 2; step += 1) guess += wanted - Date.parse(`${toWallClock(new Date(guess), zone)}Z`);
  return new Date(guess);
}
