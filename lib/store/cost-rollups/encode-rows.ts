import type { DuckDBConnection } from '@duckdb/node-api';
import { type Attribution, toTagKeys } from '@/lib/domain/cost/attribution-rules';
import { costMetrics } from '@/lib/domain/cost/billing-delivery';
import {
  type CostAttribute,
  type CostDimension,
  costAttributes,
  costDimensionColumns,
  costDimensions,
} from '@/lib/domain/cost/cost-dimension';
import { toListLiteral } from '@/lib/store/cost-ledger/sql-text';
import { toAttributionSql } from './attribution-sql';

/** The rows of a delivery as a table of the connection in which every dimension's value is a number. */
export interface EncodedRows {
  table: string;
  /** Of each dimension its values, the costliest first; the number of one is its place from 1, that of no value 0. */
  values: Record<CostDimension, string[]>;
  /** The first charge day, `2026-11-01`, from which the table counts days. Null: there are no rows. */
  baseDay: string | null;
  rowCount: number;
  /** Days from the first charge day to the last, both included. */
  dayCount: number;
  /** The tag keys of the rows that the rules look at, as the rows spell them. */
  tagKeys: string[];
  /** Whether any row leaves a cost untold. */
  leavesUntold: boolean;
}

/** What the ledger calls the four costs. */
export const metricColumns = {
  billed: 'BilledCost',
  effective: 'EffectiveCost',
  list: 'ListCost',
  contracted: 'ContractedCost',
} as const;

/** Columns of the encoded table. */
export const encodedColumn = (dimension: CostDimension) => `d_${dimension.replaceAll('-', '_')}`;

/** The expression that gives a row's value of a dimension, over a source that `toAttributionSql` wrapped. */
export function toDimensionSql(attributes: Record<CostAttribute, string>): Record<CostDimension, string> {
  const columns = Object.entries(costDimensionColumns).map(([dimension, column]) => [
    dimension,
    `nullif(${column}, '')`,
  ]);
  const providers = ['x_provider', 'ProviderName', 'ServiceProviderName'].map((column) => `nullif(${column}, '')`);
  return { ...Object.fromEntries(columns), provider: `coalesce(${providers.join(', ')})`, ...attributes };
}

/** Parquet files as a source of rows. */
export function toSource(files: readonly string[]): string {
  return `read_parquet(${toListLiteral(files)})`;
}

/** The tag keys of rows that the rules look at. */
async function readTagKeys(connection: DuckDBConnection, source: string, attribution: Attribution): Promise<string[]> {
  const wanted = new Set(toTagKeys(attribution).map((key) => key.toLowerCase()));
  const reader = await connection.runAndReadAll(
    `SELECT DISTINCT unnest(json_keys(Tags)) AS key FROM ${source} WHERE json_type(Tags) = 'OBJECT'`,
  );
  return reader
    .getRows()
    .map(([key]) => String(key))
    .filter((key) => wanted.has(key.toLowerCase()))
    .sort();
}

/** Reads a delivery's Parquet into a table of the connection, in place of one that was there. */
export async function encodeRows(
  connection: DuckDBConnection,
  files: readonly string[],
  attribution: Attribution,
): Promise<EncodedRows> {
  const source = toSource(files);
  const tagKeys = await readTagKeys(connection, source, attribution);
  const attributed = toAttributionSql(attribution, tagKeys);
  const from = attributed.from(source);
  const expressions = toDimensionSql(attributed.columns);
  const shape = await readShape(connection, source);
  const values = {
    ...(await readPlainValues(connection, source, expressions)),
    ...(await readAttributeValues(connection, from, expressions)),
  } as Record<CostDimension, string[]>;
  const columns = await Promise.all(
    costDimensions.map(async (dimension) => {
      const code = await toCode(connection, dimension, expressions[dimension], values[dimension]);
      return `${code} AS ${encodedColumn(dimension)}`;
    }),
  );
  const table = 'encoded_costs';
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE ${table} AS
     SELECT (x_charge_day - DATE '${shape.baseDay ?? '1970-01-01'}')::USMALLINT AS day, ${columns.join(', ')},
       ${costMetrics.map((metric) => `${metricColumns[metric]} AS ${metric}`).join(', ')}
     FROM ${from}`,
  );
  return { table, values, tagKeys, ...shape };
}

async function readShape(connection: DuckDBConnection, source: string) {
  const untold = costMetrics.map((metric) => `count(${metricColumns[metric]}) < count(*)`).join(' OR ');
  const reader = await connection.runAndReadAll(
    `SELECT min(x_charge_day)::VARCHAR, max(x_charge_day) - min(x_charge_day) + 1, count(*), count(x_charge_day), ${untold}
     FROM ${source}`,
  );
  const [baseDay, dayCount, rowCount, dated, leavesUntold] = reader.getRows()[0] ?? [];
  if (rowCount !== dated) throw new RangeError('There are rows without a charge day.');
  return {
    baseDay: typeof baseDay === 'string' ? baseDay : null,
    dayCount: Number(dayCount),
    rowCount: Number(rowCount),
    leavesUntold: leavesUntold === true,
  };
}

const byCost = 'ORDER BY sum(abs(EffectiveCost)) DESC NULLS LAST, 1';

async function readPlainValues(
  connection: DuckDBConnection,
  source: string,
  expressions: Record<CostDimension, string>,
): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  for (const dimension of Object.keys(costDimensionColumns) as (keyof typeof costDimensionColumns)[]) {
    const reader = await connection.runAndReadAll(
      `SELECT ${expressions[dimension]} AS value FROM ${source} GROUP BY value HAVING value IS NOT NULL ${byCost}`,
    );
    found[dimension] = reader.getRows().map(([value]) => String(value));
  }
  return found;
}

/** All attributes in one pass, for what tags tell is the dearest to read. */
async function readAttributeValues(
  connection: DuckDBConnection,
  from: string,
  expressions: Record<CostDimension, string>,
): Promise<Record<string, string[]>> {
  const columns = costAttributes.map((attribute) => `${expressions[attribute]} AS ${attribute}`);
  const sets = costAttributes.map((attribute) => `(${attribute})`);
  const reader = await connection.runAndReadAll(
    `SELECT ${costAttributes.join(', ')} FROM (SELECT *, ${columns.join(', ')} FROM ${from})
     GROUP BY GROUPING SETS (${sets.join(', ')}) ${byCost}`,
  );
  const rows = reader.getRows();
  return Object.fromEntries(
    costAttributes.map((attribute, index) => [
      attribute,
      rows.flatMap((row) => (typeof row[index] === 'string' ? [row[index]] : [])),
    ]),
  );
}

/** What gives the number of a row's value, in the narrowest type. */
async function toCode(
  connection: DuckDBConnection,
  dimension: CostDimension,
  expression: string,
  values: readonly string[],
): Promise<string> {
  const width = values.length < 255 ? 'UTINYINT' : values.length < 65_535 ? 'USMALLINT' : 'UINTEGER';
  if (values.length === 0) return `0::${width}`;
  const type = `value_of_${dimension.replaceAll('-', '_')}`;
  await connection.run(`CREATE OR REPLACE TEMP TYPE ${type} AS ENUM (SELECT unnest(${toListLiteral(values)}))`);
  return `coalesce(enum_code((${expression})::${type})::UINTEGER + 1, 0)::${width}`;
}
