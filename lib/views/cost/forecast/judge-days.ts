import type { CostSource } from '@/lib/api/contracts/cost';
import { addDays, daysBetween } from '@/lib/store/cost-rollups/cost-question';

/** Most of what a day cost is told three days after it; the rest of its month may be corrected, which is little. */
const growsForDays = 3;

/**
 * How far each day is told: whole, by every source that delivers and by one at least; and which may still grow, within three
 * days before their delivery. A provider that may correct a month until its end is past is not thereby growing all month.
 * Days are counted from `from`, the last of them today, which is not over and never told.
 */
export function judgeDays(
  sources: readonly CostSource[],
  { from, count, firstDelivered }: { from: string; count: number; firstDelivered: string | null },
): { isTold: boolean[]; isGrowing: boolean[] } {
  const delivering = sources.filter(({ source, deliveredAt }) => source !== null && deliveredAt !== null);
  const completeTo = delivering.map((one) => one.completeTo).filter((day) => day !== null);
  const lastTold = completeTo.toSorted().at(-1);
  const missing = sources.filter(({ source }) => source !== null).flatMap((one) => one.missing);
  const grows = delivering.map(toGrowingFrom).filter((day) => day !== null);
  const growing = grows.toSorted()[0];
  const days = Array.from({ length: count }, (_, index) => addDays(from, index));
  const isMissing = new Set(
    missing.flatMap((span) => {
      const first = Math.max(0, daysBetween(from, span.from));
      const last = Math.min(count - 1, daysBetween(from, span.to));
      return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
    }),
  );
  return {
    isTold: days.map(
      (day, index) =>
        index < count - 1 &&
        firstDelivered !== null &&
        day >= firstDelivered &&
        lastTold !== undefined &&
        day <= lastTold &&
        !isMissing.has(index),
    ),
    isGrowing: days.map((day) => growing !== undefined && day >= growing),
  };
}

/** From which day on what a source told may still grow; null: what it told stands. */
function toGrowingFrom({ unsettledFrom, deliveredAt }: CostSource): string | null {
  if (unsettledFrom === null || deliveredAt === null) return null;
  const recent = addDays(deliveredAt.slice(0, 10), -growsForDays);
  return recent > unsettledFrom ? recent : unsettledFrom;
}
