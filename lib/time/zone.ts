/** An IANA time zone name, e.g. `UTC` or `Europe/Berlin`. */
export type Zone = string;

export const utc: Zone = 'UTC';

/** The zone of that name; UTC when there is no such zone or none was chosen. */
export function toZone(name: string | null | undefined): Zone {
  if (!name) return utc;
  try {
    return new Intl.DateTimeFormat('en-GB', { timeZone: name }).resolvedOptions().timeZone;
  } catch (fault) {
    if (fault instanceof RangeError) return utc;
    throw fault;
  }
}
