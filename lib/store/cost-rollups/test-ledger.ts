import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { focusColumns } from '@/lib/domain/cost/focus-columns';
import { parquetOptions } from '@/lib/store/cost-ledger/converted-file';
import { toLiteral } from '@/lib/store/cost-ledger/sql-text';

/** A row for tests: columns of the ledger by name; what is not named is null. */
export type TestCostRow = Readonly<Record<string, string | null>>;

const types = { text: 'VARCHAR', decimal: 'DECIMAL(38, 24)', instant: 'TIMESTAMP', json: 'VARCHAR' } as const;
const ledgerColumns: [name: string, type: string][] = [
  ...focusColumns.map(({ name, type }): [string, string] => [name, types[type]]),
  ['x_row', 'BIGINT'],
  ['x_charge_day', 'DATE'],
  ['x_provider', 'VARCHAR'],
  ['x_gpu_model', 'VARCHAR'],
  ['x_gpu_hours', types.decimal],
  ['x_transfer', 'VARCHAR'],
  ['x_other', 'MAP(VARCHAR, VARCHAR)'],
];

/** A DuckDB of its own for a test. */
export async function openTestDuckDb(): Promise<{ connection: DuckDBConnection; close: () => void }> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  const connection = await instance.connect();
  return {
    connection,
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

/** Writes rows as Parquet in the ledger's columns. */
export async function writeTestParquet(
  connection: DuckDBConnection,
  path: string,
  rows: readonly TestCostRow[],
): Promise<void> {
  const columns = ledgerColumns.map(([name, type]) => {
    const texts = rows.map((row) => row[name] ?? null);
    const cells = texts.map((text) => (text === null ? 'NULL' : toLiteral(text)));
    return `unnest([${cells.join(', ')}]::VARCHAR[])::${type} AS "${name}"`;
  });
  const select =
    rows.length === 0 ? `SELECT * FROM (SELECT ${columns.join(', ')}) WHERE false` : `SELECT ${columns.join(', ')}`;
  await connection.run(`COPY (${select}) TO ${toLiteral(path)} (FORMAT parquet)`);
}

/** Writes what a query answers as the ledger does, in its columns; those it lacks are null. */
export async function writeQueryAsParquet(
  connection: DuckDBConnection,
  path: string,
  query: string,
  given: readonly string[],
): Promise<void> {
  const absent = ledgerColumns.filter(([name]) => !given.includes(name));
  const nulls = absent.map(([name, type]) => `NULL::${type} AS "${name}"`);
  await connection.run(`COPY (SELECT *, ${nulls.join(', ')} FROM (${query})) TO ${toLiteral(path)} ${parquetOptions}`);
}
