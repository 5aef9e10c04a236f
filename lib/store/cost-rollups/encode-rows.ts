import type { DuckDBConnection } from '@duckdb/node-api';
import { type Attribution, toTagKeys } from '@/lib/domain/cost/attribution-rules';
import { costMetrics } from '@/lib/domain/cost/billing-delivery';
import {
  type CostAttribute,
  type CostDimension,
  costAttributes,
  costDimensionColumns,
  costDimensions,
  isAttribute,
} from '@/lib/domain/cost/cost-dimension';
import { toListLiteral } from '@/lib/store/cost-ledger/sql-text';
import { toAttributionSql } from './attribution-sql';
import { codeTypeOf } from './code-type';

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

const encodedColumns = Object.fromEntries(
  costDimensions.map((dimension) => [dimension, encodedColumn(dimension)]),
) as Record<CostDimension, string>;

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

/** Reads a delivery's Parquet into a table of the connection, in place of one that was there. */
export async function encodeRows(
  connection: DuckDBConnection,
  files: readonly string[],
  attribution: Attribution,
): Promise<EncodedRows> {
  const source = toSource(files);
  const shape = await readShape(connection, source);
  const tagged = await readTags(connection, source, attribution, shape);
  const expressions = toDimensionSql(tagged.columns);
  const plain = costDimensions.filter((dimension) => !isAttribute(dimension));
  const columns = plain.map((dimension) => `${expressions[dimension]} AS ${encodedColumn(dimension)}`);
  const plainValues = await readValues(
    connection,
    `(SELECT EffectiveCost AS effective, ${columns} FROM ${source})`,
    plain,
  );
  const table = 'encoded_costs';
  const staged = 'attributed_costs';
  try {
    // What rules find is worked out once: as text first, for which numbers it has is known after.
    const codes = await toCodes(connection, plainValues, expressions);
    const found = costAttributes.map((attribute) => `${expressions[attribute]} AS ${encodedColumn(attribute)}`);
    await connection.run(
      `CREATE OR REPLACE TEMP TABLE ${staged} AS
       SELECT (x_charge_day - DATE '${shape.baseDay ?? '1970-01-01'}')::USMALLINT AS day, ${[...codes, ...found].join(', ')},
         ${costMetrics.map((metric) => `${metricColumns[metric]} AS ${metric}`).join(', ')}
       FROM ${tagged.from}`,
    );
    const attributeValues = await readValues(connection, staged, costAttributes);
    const attributeCodes = await toCodes(connection, attributeValues, encodedColumns);
    await connection.run(
      `CREATE OR REPLACE TEMP TABLE ${table} AS SELECT * REPLACE (${attributeCodes.join(', ')}) FROM ${staged}`,
    );
    const values = { ...plainValues, ...attributeValues } as Record<CostDimension, string[]>;
    return { table, values, tagKeys: tagged.keys, ...shape };
  } finally {
    for (const used of [staged, tagTexts, tagValues]) await connection.run(`DROP TABLE IF EXISTS ${used}`);
  }
}

async function readShape(connection: DuckDBConnection, source: string) {
  const untold = costMetrics.map((metric) => `count(${metricColumns[metric]}) < count(*)`).join(' OR ');
  const reader = await connection.runAndReadAll(
    `SELECT min(x_charge_day)::VARCHAR, max(x_charge_day) - min(x_charge_day) + 1, count(*), count(x_charge_day), ${untold},
       approx_count_distinct(Tags)
     FROM ${source}`,
  );
  const [baseDay, dayCount, rowCount, dated, leavesUntold, tagTextCount] = reader.getRows()[0] ?? [];
  if (rowCount !== dated) throw new RangeError('There are rows without a charge day.');
  return {
    baseDay: typeof baseDay === 'string' ? baseDay : null,
    dayCount: Number(dayCount),
    rowCount: Number(rowCount),
    leavesUntold: leavesUntold === true,
    tagTextCount: Number(tagTextCount),
  };
}

const tagTexts = 'tag_texts';
const tagValues = 'tag_values';

/** A source of the rows with their tags. Tags are read once for each text where rows have few different ones. */
async function readTags(
  connection: DuckDBConnection,
  source: string,
  attribution: Attribution,
  { rowCount, tagTextCount }: { rowCount: number; tagTextCount: number },
) {
  const isShared = tagTextCount * 2 <= rowCount;
  if (isShared) await connection.run(`CREATE OR REPLACE TEMP TABLE ${tagTexts} AS SELECT DISTINCT Tags FROM ${source}`);
  const keys = await readTagKeys(connection, isShared ? tagTexts : source, attribution);
  const { from, columns } = toAttributionSql(attribution, keys);
  if (!isShared || keys.length === 0) return { keys, columns, from: from(source) };
  await connection.run(`CREATE OR REPLACE TEMP TABLE ${tagValues} AS SELECT * FROM ${from(tagTexts)}`);
  return {
    keys,
    columns,
    from: `(SELECT row.*, tags.* EXCLUDE (Tags) FROM ${source} row LEFT JOIN ${tagValues} tags ON row.Tags = tags.Tags)`,
  };
}

/** The tag keys of rows that the rules look at, as the rows spell them. */
export async function readTagKeys(
  connection: DuckDBConnection,
  source: string,
  attribution: Attribution,
): Promise<string[]> {
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

/** The values of dimensions in one pass over their columns, the costliest first. */
async function readValues(
  connection: DuckDBConnection,
  source: string,
  dimensions: readonly CostDimension[],
): Promise<{ [dimension in CostDimension]?: string[] }> {
  const columns = dimensions.map(encodedColumn);
  const reader = await connection.runAndReadAll(
    `SELECT ${columns.join(', ')} FROM ${source} GROUP BY GROUPING SETS (${columns.map((column) => `(${column})`).join(', ')})
     ORDER BY sum(abs(effective)) DESC NULLS LAST, coalesce(${columns.join(', ')})`,
  );
  const rows = reader.getRows();
  return Object.fromEntries(
    dimensions.map((dimension, index) => [
      dimension,
      rows.flatMap((row) => (typeof row[index] === 'string' ? [row[index]] : [])),
    ]),
  );
}

/** Columns with the numbers of values, which `expressions` tell. */
async function toCodes(
  connection: DuckDBConnection,
  values: { readonly [dimension in CostDimension]?: readonly string[] },
  expressions: Readonly<Record<CostDimension, string>>,
): Promise<string[]> {
  const codes: string[] = [];
  for (const dimension of costDimensions) {
    const own = values[dimension];
    if (own !== undefined)
      codes.push(`${await toCode(connection, dimension, expressions[dimension], own)} AS ${encodedColumn(dimension)}`);
  }
  return codes;
}

/** What gives the number of a row's value, in the narrowest type. */
async function toCode(
  connection: DuckDBConnection,
  dimension: CostDimension,
  expression: string,
  values: readonly string[],
): Promise<string> {
  const width = codeTypeOf(values);
  if (values.length === 0) return `0::${width}`;
  const type = `value_of_${dimension.replaceAll('-', '_')}`;
  await connection.run(`CREATE OR REPLACE TEMP TYPE ${type} AS ENUM (SELECT unnest(${toListLiteral(values)}))`);
  return `coalesce(enum_code((${expression})::${type})::UINTEGER + 1, 0)::${width}`;
}
