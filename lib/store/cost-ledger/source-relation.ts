import { rm } from 'node:fs/promises';
import type { CostEngine } from './cost-engine';
import { readCsvHeader } from './csv-header';
import type { ColumnMapping } from './incoming-delivery';
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
  return { sql, columns, others: [] };
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

/** The relation that a mapping makes of a file: columns of FOCUS, and those of the file that no expression names. */
export async function mapSource(
  engine: CostEngine,
  source: SourceRelation,
  mapping: ColumnMapping,
): Promise<SourceRelation> {
  const names = new Set(source.columns.map(({ name }) => name.toLowerCase()));
  const lacking = mapping.required.find((name) => !names.has(name.toLowerCase()));
  if (lacking !== undefined) throw new UnreadableFile(`The column ${lacking} is missing.`, { column: lacking });
  const mapped = Object.entries(mapping.columns);
  const named = mapped.map(([, expression]) => expression.toLowerCase()).join('\n');
  const others = source.columns
    .filter(({ name }) => !named.includes(name.toLowerCase()))
    .map((column, index) => ({ ...column, identifier: toIdentifier(`x__${index}`), from: column.identifier }));
  const picked = [
    ...mapped.map(([name, expression]) => `(${expression}) AS ${toIdentifier(name)}`),
    ...others.map(({ from, identifier }) => `source.${from} AS ${identifier}`),
  ];
  const absent = (mapping.optional ?? []).filter((name) => !names.has(name.toLowerCase()));
  const whole = ['*', ...absent.map((name) => `NULL::VARCHAR AS ${toIdentifier(name)}`)].join(', ');
  const sql = `(SELECT ${picked.join(', ')} FROM (SELECT ${whole} FROM ${source.sql}) AS source)`;
  const columns = (await describeRelation(engine, sql)).slice(0, mapped.length);
  return { sql, columns, others };
}

async function describeRelation(engine: CostEngine, sql: string): Promise<SourceColumn[]> {
  const rows = await engine.query(`DESCRIBE SELECT * FROM ${sql}`);
  return rows.map(({ column_name, column_type }) => ({
    name: String(column_name).trim(),
    identifier: toIdentifier(String(column_name)),
    type: String(column_type),
  }));
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
