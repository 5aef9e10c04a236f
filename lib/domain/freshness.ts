/**
 * Age of a source's facts against its collection interval:
 * `fresh` up to 2 intervals, `stale` up to 6, `expired` beyond (its facts leave totals and read unknown),
 * `never` when no complete or partial read has succeeded yet.
 */
export type Freshness = 'fresh' | 'stale' | 'expired' | 'never';

const staleAfterIntervals = 2;
const expiredAfterIntervals = 6;

/** `lastReadAt` null means never read. `intervalMs` is the collection interval in milliseconds. */
export function toFreshness(lastReadAt: Date | null, now: Date, intervalMs: number): Freshness {
  if (lastReadAt === null) return 'never';
  const ageMs = now.getTime() - lastReadAt.getTime();
  if (ageMs <= staleAfterIntervals * intervalMs) return 'fresh';
  if (ageMs <= expiredAfterIntervals * intervalMs) return 'stale';
  return 'expired';
}

/** What was last read before this is expired. */
export function toExpiryCutoff(now: Date, intervalMs: number): Date {
  return new Date(now.getTime() - expiredAfterIntervals * intervalMs);
}
