import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import type { FocusMapping } from '../cost';

/** Rows as text, by column. */
export type MappedRow = Readonly<Record<string, string | null>>;

/** Maps files to FOCUS as a ledger would, for the tests of mappings. Every value is given as text. */
export async function mapWithDuckdb(
  source: { csv: string } | { parquet: string },
  { columns, optional = [] }: FocusMapping,
): Promise<MappedRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'millwright-mapping-'));
  const instance = await DuckDBInstance.create(':memory:');
  try {
    const connection = await instance.connect();
    await connection.run("SET TimeZone = 'UTC'");
    const expressions = Object.entries(columns).map(([name, sql]) => `CAST(${sql} AS VARCHAR) AS "${name}"`);
    const file = await toRelation(source, folder, (sql) => connection.run(sql));
    const described = await connection.runAndReadAll(`DESCRIBE SELECT * FROM ${file}`);
    const names = new Set(described.getRowObjectsJson().map(({ column_name }) => String(column_name).toLowerCase()));
    const lacking = optional.filter((name) => !names.has(name.toLowerCase()));
    const added = ['*', ...lacking.map((name) => `CAST(NULL AS VARCHAR) AS "${name}"`)];
    const relation = `(SELECT ${added.join(', ')} FROM ${file}) AS source`;
    const result = await connection.runAndReadAll(`SELECT ${expressions.join(', ')} FROM ${relation}`);
    return result
      .getRowObjectsJson()
      .map((row) =>
        Object.fromEntries(Object.entries(row).map(([name, value]) => [name, value === null ? null : String(value)])),
      );
  } finally {
    instance.closeSync();
    await rm(folder, { recursive: true, force: true });
  }
}

/** `parquet`: a query whose result is written as Parquet first. */
async function toRelation(
  source: { csv: string } | { parquet: string },
  folder: string,
  run: (sql: string) => Promise<unknown>,
): Promise<string> {
  if ('csv' in source) {
    const path = join(folder, 'rows.csv');
    await writeFile(path, source.csv);
    return `read_csv('${path}', all_varchar = true, header = true, quote = '"', escape = '"')`;
  }
  const path = join(folder, 'rows.parquet');
  await run(`COPY (${source.parquet}) TO '${path}' (FORMAT parquet)`);
  return `read_parquet('${path}')`;
}

/** Rows as CSV with a header of every column that any of them has. */
export function toCsv(rows: readonly Readonly<Record<string, string>>[]): string {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const line = (cells: readonly string[]) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',');
  return [line(names), ...rows.map((row) => line(names.map((name) => row[name] ?? '')))].join('\n');
}
