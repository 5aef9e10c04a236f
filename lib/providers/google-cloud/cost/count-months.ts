import type { BillingMonth } from '@/lib/domain/cost/billing-delivery';
import { forEachBounded } from '../../contract/concurrency/for-each-bounded';
import type { GoogleClient } from '../connect/google-client';
import type { ExportTable, TableField } from './export-table';
import { listRows } from './list-rows';
import { type FlatRow, selectFields } from './row-values';

/** Listings at a time. */
const atOnce = 4;
/** Two short fields a row make a few MiB. */
const pageSize = 50_000;

/** How many rows of one month a partition has, and when the newest of them was exported; null: not told. */
export interface MonthRows {
  partition: string | null;
  rows: number;
  exportedAt: string | null;
}

/**
 * Counts the rows of each of these months in each partition, from the two fields that tell, and nothing else of a row:
 * which partitions a month lies in, so that only they are read, and whether any row of it is new. In order of partitions;
 * a month without rows is absent. Throws a `ProviderError`.
 */
export async function countMonths(
  client: GoogleClient,
  table: ExportTable,
  fields: readonly TableField[],
  partitions: readonly (string | null)[],
  months: readonly BillingMonth[],
): Promise<Map<BillingMonth, MonthRows[]>> {
  const told = selectFields(fields, ['invoice.month', 'export_time', 'BillingPeriodStart', 'x_ExportTime']);
  const counted = new Map<string, MonthRows>();
  await forEachBounded(partitions, atOnce, async (partition) => {
    for await (const rows of listRows(client, { table, partition, fields: told, pageSize, distinct: false }))
      for (const row of rows) count(counted, partition, row);
  });
  const byMonth = new Map<BillingMonth, MonthRows[]>();
  for (const month of months) {
    const found = partitions.flatMap((partition) => counted.get(`${month} ${partition}`) ?? []);
    if (found.length > 0) byMonth.set(month, found);
  }
  return byMonth;
}

function count(counted: Map<string, MonthRows>, partition: string | null, row: FlatRow): void {
  const key = `${monthOf(row)} ${partition}`;
  const exportedAt = row.export_time ?? row.x_ExportTime ?? null;
  const known = counted.get(key);
  if (known === undefined) {
    counted.set(key, { partition, rows: 1, exportedAt });
    return;
  }
  known.rows += 1;
  if (exportedAt !== null && (known.exportedAt === null || exportedAt > known.exportedAt))
    known.exportedAt = exportedAt;
}

/**
 * The invoice's month, which Google begins and ends at midnight in Los Angeles; null: the row tells none. A FOCUS row
 * tells that midnight in UTC, which is of the same month.
 */
export function monthOf(row: FlatRow): string | null {
  const [, year, month] =
    /^(\d{4})(\d{2})$/.exec(row['invoice.month'] ?? '') ?? /^(\d{4})-(\d{2})-/.exec(row.BillingPeriodStart ?? '') ?? [];
  return year === undefined || month === undefined ? null : `${year}-${month}`;
}
