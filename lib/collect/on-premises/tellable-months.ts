import { addMonths, ofDayNumber, placeInMonth, toDayNumber } from '@/lib/analytics/on-premises/calendar';
import type { Day } from '@/lib/domain/cost/rate-card';
import type { NodeMonth } from '@/lib/store/on-premises/node-days';

/** A month of a site, and what its bill comes of: the days of nodes up to its end, and when they changed last. */
export interface TellableMonth {
  /** `2026-11`. */
  month: string;
  days: number;
  /** Null: there are none. */
  changedAt: Date | null;
  /** The last day told. */
  to: Day;
}

/**
 * The months up to a day that can be told, from the first in which a node was listed, also those in which none was: value is
 * lost in them all the same. Each comes of its own days and of all before it. `listed`: in order. `told`: months of which
 * something stands told, which nodes that are forgotten since may have cost.
 */
export function toTellableMonths(listed: readonly NodeMonth[], told: readonly string[], lastDay: Day): TellableMonth[] {
  const [first] = [...listed.map(({ month }) => month), ...told].sort();
  if (first === undefined) return [];
  const months: TellableMonth[] = [];
  let changedAt: Date | null = null;
  let days = 0;
  for (let day = `${first}-01`; day <= lastDay; day = addMonths(day, 1)) {
    const month = day.slice(0, 7);
    const own = listed.find((each) => each.month === month);
    if (own !== undefined) {
      days += own.days;
      if (changedAt === null || own.changedAt > changedAt) changedAt = own.changedAt;
    }
    months.push({ month, to: lastDayOf(day, lastDay), days, changedAt });
  }
  return months;
}

function lastDayOf(firstDay: Day, lastDay: Day): Day {
  const end = ofDayNumber(toDayNumber(firstDay) + placeInMonth(firstDay).days - 1);
  return end < lastDay ? end : lastDay;
}
