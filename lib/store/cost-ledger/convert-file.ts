import { rm } from 'node:fs/promises';
import { type DuckDBConnection, DuckDBDateValue, DuckDBListValue } from '@duckdb/node-api';
import type { BillingMonth, BillingSource } from '@/lib/domain/cost/billing-delivery';
import { focusColumns } from '@/lib/domain/cost/focus-columns';
import { convertCarefully } from './convert-carefully';
import type { CostEngine } from './cost-engine';
import { identifyColumns } from './identify-columns';
import type { ColumnMapping, Rejection } from './incoming-delivery';
import type { ReceivedFile } from './receive-file';
import { toRowSql } from './row-sql';
import { mapSource, openSource } from './source-relation';
import { toLiteral } from './sql-text';

/** The rows of one billing month of an original, as Parquet that has no name in the ledger yet. */
export interface ConvertedMonth {
  month: BillingMonth;
  path: string;
  rows: number;
  firstDay: Date;
  lastDay: Date;
  billingAccounts: string[];
}

/** What became of an original. A rejection without a month may be of any. */
export interface ConvertedFile {
  months: ConvertedMonth[];
  rejectedRows: { month: BillingMonth | null; rows: number }[];
  rejections: { month: BillingMonth | null; rejection: Rejection }[];
  missing: string[];
  unknown: string[];
}

export interface Conversion {
  source: BillingSource;
  /** The only billing month its rows may have; null: they may have any. */
  month: BillingMonth | null;
  mapping: ColumnMapping | null;
  mostBytes: number;
}

export const parquetOptions = '(FORMAT parquet, COMPRESSION zstd, PARQUET_VERSION v2)';

/**
 * Reads an original row by row and writes what can be read as Parquet, beside it. Rows are first read as though all were
 * well, on all cores; only when one is not, or months are mixed, again with care. Throws `UnreadableFile`.
 */
export async function convertFile(
  engine: CostEngine,
  file: ReceivedFile,
  conversion: Conversion,
): Promise<ConvertedFile> {
  const opened = await openSource(engine, file, conversion.mostBytes);
  const source = conversion.mapping === null ? opened : await mapSource(engine, opened, conversion.mapping);
  const identified = identifyColumns(source);
  const sql = toRowSql(source, identified, { billing: conversion.source, month: conversion.month });
  const told = { missing: identified.missing, unknown: identified.others.map(({ name }) => name) };
  return engine.withConnection(async (connection) => {
    for (const attempt of [sql.hopeful, sql.strict]) {
      const months = await convertAtOnce(connection, attempt, `${file.path}.parquet`, conversion.month);
      if (months === 'mixed') break;
      if (months !== 'unreadable') return { months, rejectedRows: [], rejections: [], ...told };
    }
    return { ...(await convertCarefully(connection, { sql: sql.careful, opened, file })), ...told };
  });
}

/** `mixed`: there is more than one month, or another one than asked for. */
async function convertAtOnce(
  connection: DuckDBConnection,
  sql: string,
  path: string,
  month: BillingMonth | null,
): Promise<ConvertedMonth[] | 'unreadable' | 'mixed'> {
  try {
    await connection.run(`COPY (${sql}) TO ${toLiteral(path)} ${parquetOptions}`);
  } catch {
    await rm(path, { force: true });
    return 'unreadable';
  }
  const found = await summarise(connection, path);
  if (typeof found === 'object' && (month === null || found.month === month))
    if (await hasTidyObjects(connection, path)) return [found];
  await rm(path);
  if (found === 'empty') return [];
  return found === 'mixed' || found.month !== (month ?? found.month) ? 'mixed' : 'unreadable';
}

/** Few objects differ from one another, so that looking at each once is much less than at each row's. */
async function hasTidyObjects(connection: DuckDBConnection, path: string): Promise<boolean> {
  const untidy = focusColumns
    .filter(({ type }) => type === 'json')
    .map(({ name }) => {
      const isWell = name === 'Tags' || name === 'AllocatedTags' ? 'is_tidy_object' : 'json_valid';
      return `SELECT object FROM (SELECT DISTINCT ${name} AS object FROM read_parquet(${toLiteral(path)})) WHERE NOT ${isWell}(object)`;
    });
  const result = await connection.runAndReadAll(`SELECT 1 FROM (${untidy.join(' UNION ALL ')}) LIMIT 1`);
  return result.currentRowCount === 0;
}

/** What a Parquet file of the ledger holds. */
export async function summarise(
  connection: DuckDBConnection,
  path: string,
): Promise<ConvertedMonth | 'empty' | 'mixed'> {
  const result = await connection.runAndReadAll(
    `SELECT count(*)::INTEGER AS row_count, strftime(min(BillingPeriodStart), '%Y-%m') AS first_month,
       strftime(max(BillingPeriodStart), '%Y-%m') AS last_month, min(x_charge_day) AS first_day,
       max(x_charge_day) AS last_day, list(DISTINCT BillingAccountId ORDER BY BillingAccountId) AS accounts
     FROM read_parquet(${toLiteral(path)})`,
  );
  const [row] = result.getRowObjects();
  const { row_count, first_month, last_month, first_day, last_day, accounts } = row ?? {};
  if (row_count === 0) return 'empty';
  if (first_month !== last_month) return 'mixed';
  if (!(first_day instanceof DuckDBDateValue && last_day instanceof DuckDBDateValue) || typeof row_count !== 'number')
    throw new TypeError('The Parquet just written has rows without a day.');
  return {
    month: toMonth(first_month),
    path,
    rows: row_count,
    firstDay: toDate(first_day),
    lastDay: toDate(last_day),
    billingAccounts: accounts instanceof DuckDBListValue ? accounts.items.filter((id) => typeof id === 'string') : [],
  };
}

/** A month as SQL tells it. */
export function toMonth(text: unknown): BillingMonth {
  if (typeof text === 'string' && isMonth(text)) return text;
  throw new TypeError(`${String(text)} is no month.`);
}

function isMonth(text: string): text is BillingMonth {
  return /^\d{4}-\d{2}$/.test(text);
}

function toDate({ days }: DuckDBDateValue): Date {
  return new Date(days * 86_400_000);
}
