import { rm } from 'node:fs/promises';
import type { CostEngine } from './cost-engine';
import { readCsvHeader } from './csv-header';
import type { ReceivedFile } from './receive-file';
import { toIdentifier, toLiteral } from './sql-text';
import { stageJsonLines } from './stage-json-lines';
import { unpackGzip } from './unpack-gzip';
import { UnreadableFile } from './unreadable-file';

/** A column of a relation: its name in the file, and its name and type in SQL. */
export interface SourceColumn {
  name: string;
  identifier: string;
  type: string;
  /** Text in which the empty text and the words NULL and null are null already. */
  isClean?: true;
}

/** A file, or what a mapping made of it, as DuckDB reads it. */
export interface SourceRelation {
  /** A FROM item in parentheses. */
  sql: string;
  columns: SourceColumn[];
  /** Columns of the file that become members of `x_other`. */
  others: SourceColumn[];
  /** The same where an expression of a mapping may fail: null in its place, and what failed. Absent: none can. */
  careful?: CarefulRelation;
}

/** A relation in which no expression fails a statement: what would is null, and stands among the faults. */
export interface CarefulRelation {
  sql: string;
  /** SQL over it, each null or what of a row an expression could not read. */
  faults: string[];
}

/** Makes a received file readable. Throws `UnreadableFile` when it cannot be. `others` is empty still. */
export async function openSource(engine: CostEngine, file: ReceivedFile, mostBytes: number): Promise<SourceRelation> {
  if (file.fault !== null) throw file.fault;
  if (file.encoding === 'parquet') return openParquet(engine, file.path);
  if (file.encoding === 'json-lines') return openJsonLines(file.path);
  if (file.encoding === 'csv') return openCsv(file.path);
  const unpacked = `${file.path}.csv`;
  await unpackGzip(file.path, unpacked, mostBytes);
  await rm(file.path);
  return openCsv(unpacked);
}

async function openParquet(engine: CostEngine, path: string): Promise<SourceRelation> {
  const sql = `(SELECT * FROM read_parquet(${toLiteral(path)}))`;
  const columns = await describeRelation(engine, sql).catch(() => {
    throw new UnreadableFile('The file is not Parquet, or was cut short.');
  });
  requireDistinct(columns.map(({ name }) => name));
  return { sql: withCleanText(sql, columns), columns: columns.map(toCleanColumn), others: [] };
}

async function openCsv(path: string): Promise<SourceRelation> {
  const names = await readCsvHeader(path);
  requireDistinct(names);
  const types = names.map((_, index) => `'c${index}': 'VARCHAR'`).join(', ');
  const picked = names.map((name, index) => `c${index} AS ${toIdentifier(name)}`).join(', ');
  const sql = `(SELECT ${picked} FROM read_csv(${toLiteral(path)}, auto_detect = false, header = true, delim = ',',
    quote = '"', escape = '"', nullstr = ['', 'NULL', 'null'], columns = {${types}}))`;
  return { sql, columns: names.map(toTextColumn), others: [] };
}

async function openJsonLines(path: string): Promise<SourceRelation> {
  const staged = `${path}.jsonl`;
  const names = await stageJsonLines(path, staged);
  await rm(path);
  requireDistinct(names);
  const types = names.map((name) => `${toLiteral(name)}: 'VARCHAR'`).join(', ');
  const sql = `(SELECT * FROM read_json(${toLiteral(staged)}, format = 'newline_delimited', columns = {${types}}))`;
  return { sql, columns: names.map(toTextColumn), others: [] };
}

/** The columns of a relation as DuckDB tells them. */
export async function describeRelation(engine: CostEngine, sql: string): Promise<SourceColumn[]> {
  const rows = await engine.query(`DESCRIBE SELECT * FROM ${sql}`);
  return rows.map(({ column_name, column_type }) => ({
    name: String(column_name).trim(),
    identifier: toIdentifier(String(column_name)),
    type: String(column_type),
  }));
}

/** A FROM item with the same columns, in whose text the empty text and the word NULL are null: once, not at each mention. */
export function withCleanText(sql: string, columns: readonly SourceColumn[]): string {
  const replaced = columns
    .filter((column) => column.type === 'VARCHAR' && column.isClean !== true)
    .map(({ identifier: text }) => `CASE WHEN ${text} <> '' AND ${text} <> 'NULL' THEN ${text} END AS ${text}`);
  return replaced.length === 0 ? sql : `(SELECT * REPLACE (${replaced.join(', ')}) FROM ${sql})`;
}

/** A column of a relation whose text is clean. */
export function toCleanColumn(column: SourceColumn): SourceColumn {
  return column.type === 'VARCHAR' ? { ...column, isClean: true } : column;
}

function toTextColumn(name: string): SourceColumn {
  return { name, identifier: toIdentifier(name), type: 'VARCHAR', isClean: true };
}

/** SQL takes names alike that differ in case alone. */
function requireDistinct(names: readonly string[]): void {
  const seen = new Set<string>();
  for (const name of names) {
    const key = name.toLowerCase();
    if (seen.has(key)) throw new UnreadableFile(`Two columns are named ${name}.`, { column: name });
    seen.add(key);
  }
}
