import { toRises } from '../gpus/events/counter-rises';
import type { RolledColumns } from '../gpus/rolled-columns';

/**
 * What a counter of tokens rose by on each day, UTC, in whole tokens. A step is counted where the one before it tells what
 * the counter read; a counter that reads less than before started anew at 0. A day in which nothing is known to have been
 * counted is not there.
 */
export function toTokensByDay(columns: RolledColumns): ReadonlyMap<string, number> {
  const days = new Map<string, number>();
  for (const [index, rise] of toRises(columns).entries()) {
    const start = columns.startsAt[index];
    if (rise === null || start === undefined) continue;
    const day = new Date(start).toISOString().slice(0, 10);
    const before = days.get(day);
    days.set(day, Math.round(rise) + (before === undefined ? 0 : before));
  }
  return days;
}
