import { rm } from 'node:fs/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { BillingMonth, BillingSource } from '@/lib/domain/cost/billing-delivery';
import { focusColumns } from '@/lib/domain/cost/focus-columns';
import { applyHints } from './apply-hints';
import { convertCarefully } from './convert-carefully';
import { type ConvertedFile, type ConvertedMonth, parquetOptions, summarise } from './converted-file';
import type { CostEngine } from './cost-engine';
import { identifyColumns } from './identify-columns';
import type { ColumnMapping, ReadingHints } from './incoming-delivery';
import { mapSource } from './map-source';
import type { ReceivedFile } from './receive-file';
import { toRowSql } from './row-sql';
import { openSource } from './source-relation';
import { toLiteral } from './sql-text';

export interface Conversion {
  source: BillingSource;
  /** The only billing month its rows may have; null: they may have any. */
  month: BillingMonth | null;
  mapping: ColumnMapping | null;
  hints: ReadingHints | undefined;
  mostBytes: number;
}

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
  const mapped = conversion.mapping === null ? opened : await mapSource(engine, opened, conversion.mapping);
  const source = conversion.hints === undefined ? mapped : applyHints(mapped, conversion.hints);
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
  const copy = `COPY (${sql}) TO ${toLiteral(path)} ${parquetOptions}`;
  try {
    if (!(await keepsOrder(connection, copy))) return 'unreadable';
    await connection.run(copy);
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

/** A row's place in the Parquet is its number in the original: a join, as DuckDB makes of a long IN, would lose it. */
async function keepsOrder(connection: DuckDBConnection, copy: string): Promise<boolean> {
  const plan = await connection.runAndReadAll(`EXPLAIN ${copy}`);
  return !plan.getRows().some((row) => /_JOIN\b/.test(String(row[1])));
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
