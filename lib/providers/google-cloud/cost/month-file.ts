import { Readable } from 'node:stream';
import type { BillingMonth } from '@/lib/domain/cost/billing-delivery';
import type { BillingFile } from '../../contract/cost';
import type { GoogleClient } from '../connect/google-client';
import { type MonthRows, monthOf } from './count-months';
import type { ExportTable, TableField } from './export-table';
import { listRows, pagingFault } from './list-rows';

/** Rows of some two kilobytes. */
const pageSize = 5_000;

/**
 * The rows of one month in one partition, a line of JSON each; every line has all of `columns`, null where the table has
 * no such field. Reading fails where the partition no longer has as many of them as were counted.
 */
export function toMonthFile(
  client: GoogleClient,
  table: ExportTable,
  month: BillingMonth,
  { partition, rows }: MonthRows,
  fields: readonly TableField[],
  columns: readonly string[],
): BillingFile {
  const asked = { table, partition, fields, pageSize, distinct: true };
  const absent = Object.fromEntries(columns.map((column) => [column, null]));
  async function* lines(): AsyncGenerator<string, void> {
    let told = 0;
    for await (const page of listRows(client, asked)) {
      const ofMonth = page.filter((row) => monthOf(row) === month);
      told += ofMonth.length;
      if (told > rows) throw pagingFault(asked, 'RowsDiffer');
      if (ofMonth.length > 0) yield ofMonth.map((row) => `${JSON.stringify({ ...absent, ...row })}\n`).join('');
    }
    if (told < rows) throw pagingFault(asked, 'RowsDiffer');
  }
  return {
    name: partition === null ? table.table : `${table.table}$${partition}`,
    encoding: 'json-lines',
    bytes: null,
    open: async () => Readable.from(lines()),
  };
}
