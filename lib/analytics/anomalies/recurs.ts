import type { CostPoint } from './cost-point';
import type { OutStep } from './out-step';

/** So many times it was seen in months before. */
const seenTimes = 2;
/** How much alike what recurs is: a run at the end of the month is not twice what it was. */
const alike = { least: 0.67, most: 1.5 };

/**
 * Whether a day is out as the same day of months before was: counted from the first of the month, or from its last. A
 * monthly fee or a run at the end of the month is no surprise the third time. Months themselves recur by their rhythm.
 */
export function recurs(step: OutStep, earlier: readonly OutStep[], points: readonly CostPoint[]): boolean {
  const point = points[step.index];
  if (point === undefined || point.from !== point.to) return false;
  const here = placeOf(point.from);
  const off = step.value - step.foretold.middle;
  const months = new Set<string>();
  for (const other of earlier) {
    const day = points[other.index]?.from;
    if (day === undefined) continue;
    const ratio = off / (other.value - other.foretold.middle);
    const there = placeOf(day);
    const isSameDay = there.fromStart === here.fromStart || there.toEnd === here.toEnd;
    if (isSameDay && there.month !== here.month && ratio >= alike.least && ratio <= alike.most) months.add(there.month);
  }
  return months.size >= seenTimes;
}

function placeOf(day: string): { month: string; fromStart: number; toEnd: number } {
  const at = new Date(day);
  const lastDay = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 0)).getUTCDate();
  return { month: day.slice(0, 7), fromStart: at.getUTCDate(), toEnd: lastDay - at.getUTCDate() };
}
