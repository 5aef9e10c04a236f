import { createLoader, createSerializer, type inferParserType, parseAsString, parseAsStringLiteral } from 'nuqs/server';

export const auditOutcomes = ['done', 'denied', 'failed'] as const;

/**
 * What the Activity's address holds. `from` and `to` are ISO 8601 instants, or relative to when one looks: `now-24h`,
 * `now-7d`.
 */
export const activityParsers = {
  q: parseAsString,
  action: parseAsString,
  outcome: parseAsStringLiteral(auditOutcomes),
  from: parseAsString,
  to: parseAsString,
};
export type ActivityUrlState = inferParserType<typeof activityParsers>;

/** Reads the state from a page's search parameters, on the server. */
export const loadActivityUrl = createLoader(activityParsers);

/** The query string, with its question mark, of the filters; empty when there are none. */
export const serialiseActivity = createSerializer(activityParsers);

const unitMs = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** The instant a bound of the address means, as ISO 8601; undefined when there is none or it is not understood. */
export function toInstant(bound: string | null, now: Date): string | undefined {
  if (bound === null) return undefined;
  const relative = /^now-(\d{1,4})([mhd])$/.exec(bound);
  if (relative === null) {
    const instant = Date.parse(bound);
    return Number.isNaN(instant) ? undefined : new Date(instant).toISOString();
  }
  const [, count, unit] = relative;
  const size = unit === 'm' ? unitMs.m : unit === 'h' ? unitMs.h : unitMs.d;
  return new Date(now.getTime() - Number(count) * size).toISOString();
}

/** How many filters narrow the record. A range counts once. */
export function countActivityFilters({ q, action, outcome, from, to }: ActivityUrlState): number {
  return [q, action, outcome, from ?? to].filter((value) => value !== null && value !== '').length;
}
