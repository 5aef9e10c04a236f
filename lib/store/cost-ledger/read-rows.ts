import { join } from 'node:path';
import { DuckDBDecimalValue, DuckDBTimestampValue, type DuckDBValue } from '@duckdb/node-api';
import { formatAmount } from '@/lib/domain/cost/amount';
import { type FocusColumnName, focusColumns } from '@/lib/domain/cost/focus-columns';
import { type CostTime, readCountedFiles } from './counted-files';
import { type CostFilter, fromFiles, whereOf } from './counted-rows';
import { newParameters } from './dimension-sql';
import type { Ledger } from './ledger';

interface FilePlace {
  deliveryId: string;
  position: number;
}

/** Where a page of rows ended. */
export interface RowCursor extends FilePlace {
  fileRow: number;
}

export interface RowsQuery {
  time: CostTime;
  /** The instant as of whose knowledge is told; the same for all pages of a listing. */
  asOf: Date;
  filters?: readonly CostFilter[];
  limit: number;
  after?: RowCursor;
}

/** A row of a bill and where it stands in what was delivered. */
export interface CostRow {
  deliveryId: string;
  file: string;
  /** Of the original, in hexadecimal. */
  sha256: string;
  /** Counted from 1, the header not counted. */
  row: number;
  /** Exact decimals and instants as text; null where the row tells none. */
  columns: Record<FocusColumnName, string | null>;
  gpuModel: string | null;
  gpuHours: string | null;
  transfer: string | null;
}

export interface CostRowPage {
  rows: CostRow[];
  /** Null when nothing follows. */
  next: RowCursor | null;
}

/** A page of the rows behind a total, in the order of deliveries, files and rows. */
export async function readRows(ledger: Ledger, query: RowsQuery): Promise<CostRowPage> {
  const all = await readCountedFiles(ledger.database, query.asOf, query.time);
  const { after } = query;
  const files = after === undefined ? all : all.filter((file) => !comesBefore(file, after));
  if (files.length === 0) return { rows: [], next: null };
  const parameters = newParameters<DuckDBValue>();
  const byPath = new Map(files.map((file, ordinal) => [join(ledger.folder.root, file.parquetPath), { file, ordinal }]));
  const order = [...byPath].map(([path, { ordinal }]) => `WHEN ${parameters.bind(path)} THEN ${ordinal}`).join(' ');
  const isWithinFirst = after !== undefined && files[0] !== undefined && !comesBefore(after, files[0]);
  const beyond = !isWithinFirst
    ? 'true'
    : `(ordinal > 0 OR file_row_number > ${parameters.bind(BigInt(after.fileRow))})`;
  const sql = `SELECT * FROM (SELECT *, CASE filename ${order} END AS ordinal FROM ${fromFiles(ledger.folder.root, files)})
    WHERE ${beyond} AND ${whereOf(query.time, query.filters ?? [], parameters)}
    ORDER BY ordinal, file_row_number LIMIT ${parameters.bind(BigInt(query.limit + 1))}`;
  const found = await ledger.engine.query(sql, parameters.values);
  const rows = found.slice(0, query.limit).map((row) => {
    const of = byPath.get(String(row.filename));
    if (of === undefined) throw new Error('A row came from a file that was not asked for.');
    return { file: of.file, fileRow: Number(row.file_row_number), row };
  });
  const last = rows.at(-1);
  const next =
    found.length <= query.limit || last === undefined
      ? null
      : { deliveryId: last.file.deliveryId, position: last.file.position, fileRow: last.fileRow };
  return { rows: rows.map(({ file, fileRow, row }) => toRow(file, fileRow, row)), next };
}

function comesBefore(file: FilePlace, cursor: FilePlace): boolean {
  if (file.deliveryId !== cursor.deliveryId) return file.deliveryId < cursor.deliveryId;
  return file.position < cursor.position;
}

function toRow(
  file: { deliveryId: string; name: string; sha256: Buffer },
  fileRow: number,
  row: Record<string, DuckDBValue>,
): CostRow {
  const columns = focusColumns.map(({ name }): [FocusColumnName, string | null] => [name, toText(row[name])]);
  return {
    deliveryId: file.deliveryId,
    file: file.name,
    sha256: file.sha256.toString('hex'),
    row: row.x_row == null ? fileRow + 1 : Number(row.x_row),
    columns: Object.fromEntries(columns) as Record<FocusColumnName, string | null>,
    gpuModel: toText(row.x_gpu_model),
    gpuHours: toText(row.x_gpu_hours),
    transfer: toText(row.x_transfer),
  };
}

function toText(value: DuckDBValue | undefined): string | null {
  if (value === null || value === undefined) return null;
  if (value instanceof DuckDBDecimalValue) return formatAmount(value.value);
  if (value instanceof DuckDBTimestampValue) return new Date(Number(value.micros / 1_000n)).toISOString();
  return String(value);
}
