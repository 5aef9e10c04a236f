import type { DuckDBConnection } from '@duckdb/node-api';
import { costMetrics } from '@/lib/domain/cost/billing-delivery';
import { amountBytes } from '@/lib/store/cost-rollups/amount-bytes';
import { readRawColumns } from '@/lib/store/cost-rollups/raw-columns';
import { chargeShape, type TransferCharge, transferChargeSchema } from './transfer-rows';

/** Sums of charges for data in memory, in order of their days and then of their charges. */
export interface CodedTransfers {
  /** What charges have in common by which their way is told, each once, in the order of these texts. */
  charges: TransferCharge[];
  count: number;
  /** Of each sum the place of its charge. */
  charge: Uint32Array;
  /** Days since 1970. */
  day: Int32Array;
  rows: Uint32Array;
  /** Of each cost in turn 128 bits a sum, in 10⁻²⁴; nought where no row tells it. */
  amounts: Uint32Array[];
  /** Of each cost in turn how many rows do not tell it. */
  untold: Uint32Array[];
  /** Whole units, and parts of one in 10⁻²⁴, 128 bits a sum each: together they may be more than a decimal holds. */
  wholeQuantity: Uint32Array;
  partQuantity: Uint32Array;
  untoldQuantity: Uint32Array;
  /** Which SKUs the rows of a charge have, in order of SKU; null: none. */
  skus: { sku: string | null; charge: number }[];
}

const coded = 'coded_transfers';
const chargeColumns = Object.keys(chargeShape) as (keyof TransferCharge)[];
const textColumns = [...chargeColumns, 'sku'];

/**
 * Reads a table of charges for data with a number for each text, so that none is made for each row. The table's columns are those
 * of `stageSql` in `compute-transfer-sums.ts`.
 */
export async function codeTransfers(connection: DuckDBConnection, table: string): Promise<CodedTransfers> {
  const texts = new Map<string, (string | null)[]>();
  const codes: string[] = [];
  for (const column of textColumns) {
    const values = await readTexts(connection, table, column);
    // Null comes after all texts, as DuckDB sorts it.
    texts.set(column, [...values, null]);
    const code = values.length === 0 ? '0' : `coalesce(enum_code(${column}::${typeOf(column)}), ${values.length})`;
    codes.push(`${code}::UINTEGER AS ${column}`);
  }
  const toText = (column: string, code: number) => texts.get(column)?.[code] ?? null;
  try {
    await connection.run(
      `CREATE OR REPLACE TEMP TABLE ${coded} AS
       SELECT *, (dense_rank() OVER (ORDER BY ${chargeColumns.join(', ')}) - 1)::UINTEGER AS charge
       FROM (SELECT * REPLACE (${codes.join(', ')}) FROM ${table})`,
    );
    const charges = await readWords(
      connection,
      `SELECT DISTINCT charge, ${chargeColumns} FROM ${coded} ORDER BY charge`,
      ['charge', ...chargeColumns],
    );
    const named = await readWords(connection, `SELECT DISTINCT sku, charge FROM ${coded} ORDER BY ALL`, [
      'sku',
      'charge',
    ]);
    return {
      ...(await readDays(connection)),
      charges: toObjects(charges, (codeOf) =>
        transferChargeSchema.parse(
          Object.fromEntries(chargeColumns.map((column) => [column, toText(column, codeOf(column))])),
        ),
      ),
      skus: toObjects(named, (codeOf) => ({ sku: toText('sku', codeOf('sku')), charge: codeOf('charge') })),
    };
  } finally {
    await connection.run(`DROP TABLE IF EXISTS ${coded}`);
  }
}

const typeOf = (column: string) => `transfer_${column}`;

/** The texts of a column in order, of which a type of the connection gives the numbers. */
async function readTexts(connection: DuckDBConnection, table: string, column: string): Promise<string[]> {
  const reader = await connection.runAndReadAll(
    `SELECT DISTINCT ${column} FROM ${table} WHERE ${column} IS NOT NULL ORDER BY 1`,
  );
  const values = reader.getRows().map(([text]) => String(text));
  if (values.length > 0)
    await connection.run(
      `CREATE OR REPLACE TEMP TYPE ${typeOf(column)} AS ENUM (SELECT DISTINCT ${column} FROM ${table} WHERE ${column} IS NOT NULL ORDER BY 1)`,
    );
  return values;
}

async function readDays(connection: DuckDBConnection): Promise<Omit<CodedTransfers, 'charges' | 'skus'>> {
  const sums = [...costMetrics.map((metric) => `sum(${metric})`), 'sum(part_quantity)'];
  const counts = [...costMetrics.map((metric) => `sum(untold_${metric})`), 'sum(untold_quantity)'];
  const columns = [
    'charge',
    'day::INTEGER',
    'sum(rows)::UINTEGER',
    ...counts.map((sql) => `${sql}::UINTEGER`),
    ...sums.map((sql) => `coalesce(${sql}, 0)::DECIMAL(38, 24)`),
    'coalesce(sum(whole_quantity), 0)::HUGEINT',
  ];
  const widths = columns.map((_, place) => (place < 3 + counts.length ? 4 : amountBytes));
  const found = await readRawColumns(
    connection,
    `SELECT ${columns.join(', ')} FROM ${coded} GROUP BY charge, day ORDER BY day, charge`,
    widths,
  );
  const [charge, day, rows, ...rest] = found.map(toWords);
  if (charge === undefined || day === undefined || rows === undefined) throw new TypeError('A column is missing.');
  const metrics = costMetrics.length;
  const [untoldQuantity, partQuantity, wholeQuantity] = [rest[metrics], rest[2 * metrics + 1], rest[2 * metrics + 2]];
  if (untoldQuantity === undefined || partQuantity === undefined || wholeQuantity === undefined)
    throw new TypeError('A column is missing.');
  return {
    count: charge.length,
    charge,
    day: new Int32Array(day.buffer, day.byteOffset, day.length),
    rows,
    untold: rest.slice(0, metrics),
    amounts: rest.slice(metrics + 1, 2 * metrics + 1),
    untoldQuantity,
    partQuantity,
    wholeQuantity,
  };
}

/** Columns of 32 bits by name. */
async function readWords(connection: DuckDBConnection, sql: string, names: readonly string[]) {
  const found = await readRawColumns(
    connection,
    sql,
    names.map(() => 4),
  );
  return new Map(names.map((name, place) => [name, toWords(found[place] ?? new Uint8Array())]));
}

/** An object for each row of columns, of which there is one at least. */
function toObjects<T>(
  columns: ReadonlyMap<string, Uint32Array>,
  toObject: (codeOf: (column: string) => number) => T,
): T[] {
  const [first = new Uint32Array()] = columns.values();
  return Array.from(first, (_, row) => toObject((column) => columns.get(column)?.[row] as number));
}

function toWords({ buffer, byteOffset, byteLength }: Uint8Array): Uint32Array {
  return new Uint32Array(buffer, byteOffset, byteLength / 4);
}
