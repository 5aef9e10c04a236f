import type { BillingMonth } from '@/lib/domain/cost/billing-delivery';
import type { TableMetadata } from './export-table';

const dayMs = 24 * 60 * 60_000;
/** Partitions by when a row was written; no field: by ingestion. */
const writtenAt: ReadonlySet<string | undefined> = new Set([undefined, 'export_time', 'x_ExportTime']);

/**
 * Where rows of `oldest` and later months can be: decorators of partitions, oldest first, up to now. A row is not
 * written before its month begins, but may be long after. Null alone: the whole table, where it is not partitioned by
 * when rows are written, so that no part of it can be left out.
 */
export function toPartitions(
  { timePartitioning }: Pick<TableMetadata, 'timePartitioning'>,
  oldest: BillingMonth,
  now: Date,
): (string | null)[] {
  if (timePartitioning === undefined || !writtenAt.has(timePartitioning.field)) return [null];
  const from = Date.parse(`${oldest}-01T00:00:00Z`);
  const days: string[] = [];
  for (let day = from; day <= now.getTime(); day += dayMs)
    days.push(new Date(day).toISOString().slice(0, 10).replaceAll('-', ''));
  if (timePartitioning.type === 'DAY') return days;
  if (timePartitioning.type === 'MONTH') return [...new Set(days.map((day) => day.slice(0, 6)))];
  return [null];
}
