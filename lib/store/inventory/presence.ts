import type { InventoryQuestion } from './inventory-filter';
import { goneKeptDays } from './purge-gone';
import type { SqlParameters } from './sql-parameters';

/** The condition that a resource `r` is there, or has gone within the days that is kept. */
export function toPresence({ filter, now }: InventoryQuestion, parameters: SqlParameters): string {
  if (filter.presence !== 'gone') return 'r.gone_at is null';
  const since = new Date(now.getTime() - goneKeptDays * 86_400_000);
  return `r.gone_at >= ${parameters.add(since, 'timestamptz')}`;
}
