import type { DayRange } from '@/lib/store/cost-rollups/cost-question';

const dayMs = 86_400_000;
const toDay = (ms: number) => new Date(ms).toISOString().slice(0, 10);

/**
 * The days of this month up to yesterday, UTC, and as many before them: only whole days compare. On the first of a month that
 * day itself, of which bills tell little yet.
 */
export function toMonthToDate(now: Date): { range: DayRange; previous: DayRange } {
  const first = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1);
  const today = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate());
  const last = Math.max(first, today - dayMs);
  const before = first - dayMs;
  return {
    range: { from: toDay(first), to: toDay(last) },
    previous: { from: toDay(before - (last - first)), to: toDay(before) },
  };
}
