import type { DuckDBConnection } from '@duckdb/node-api';
import type { CostCoverage } from '@/lib/domain/cost/billing-delivery';
import { costAttributes } from '@/lib/domain/cost/cost-dimension';
import { type FocusColumn, focusColumns } from '@/lib/domain/cost/focus-columns';
import { toLiteral } from '@/lib/store/cost-ledger/sql-text';
import { toAttributionSql } from './attribution-sql';
import type { CostQuestion, DayRange } from './cost-question';
import type { DeliveryFile } from './delivery-files';
import { toDimensionSql } from './encode-rows';
import type { KnownDelivery } from './known-deliveries';
import { toConditions } from './tally-rows';

export type FocusFormat = 'csv' | 'parquet';

/** The columns of FOCUS 1.2, in the order of their names, as the specification lists them. */
export const focus12Columns: readonly FocusColumn[] = focusColumns.filter((column) => !('since' in column));

/** What a delivery does not tell is null in its rows, so that two deliveries that tell a month between them tell it once. */
const untold: Record<CostCoverage, readonly string[]> = {
  all: [],
  billed: ['EffectiveCost', 'ListCost', 'ContractedCost'],
  effective: ['BilledCost'],
};

/** Rows of the ledger that are to be written, in the order of deliveries, files and rows. */
export interface FocusRows {
  question: CostQuestion;
  range: DayRange;
  files: readonly DeliveryFile[];
}

/** How many rows an export has. */
export async function countFocusRows(connection: DuckDBConnection, rows: FocusRows): Promise<number> {
  const parts = toParts(rows, ({ from, where }) => `SELECT count(*) AS count FROM ${from} WHERE ${where}`);
  if (parts.length === 0) return 0;
  const reader = await connection.runAndReadAll(`SELECT sum(count)::BIGINT FROM (${parts.join(' UNION ALL ')})`);
  return Number(reader.getRows()[0]?.[0]);
}

/**
 * Writes rows as a FOCUS 1.2 dataset to a file within the ledger's folder: its columns in order, ours after them under names
 * that begin with `x_`. In CSV decimals have all their digits and no more, instants are UTC, and null is an empty field.
 */
export async function writeFocusRows(
  connection: DuckDBConnection,
  rows: FocusRows,
  { path, format }: { path: string; format: FocusFormat },
): Promise<void> {
  const columnsOf = (delivery: KnownDelivery, file: DeliveryFile, attributes: Record<string, string>) =>
    [...focus12Columns.map((column) => toFocus(column, delivery)), ...toOwn(delivery, file, attributes)]
      .map(({ name, sql, type }) => `${format === 'csv' ? toCsvText(sql, type) : sql} AS "${name}"`)
      .join(', ');
  const parts = toParts(
    rows,
    ({ delivery, file, attributes, from, where, place }) =>
      `SELECT ${place} AS export_file, x_row AS export_row, ${columnsOf(delivery, file, attributes)} FROM ${from} WHERE ${where}`,
  );
  const nothing = `SELECT 0 AS export_file, 0 AS export_row, ${[...focus12Columns.map(({ name }) => name), ...ownNames]
    .map((name) => `NULL::VARCHAR AS "${name}"`)
    .join(', ')} WHERE false`;
  const options = format === 'csv' ? `FORMAT csv, HEADER true, NULLSTR ''` : 'FORMAT parquet, COMPRESSION zstd';
  await connection.run(
    `COPY (SELECT * EXCLUDE (export_file, export_row) FROM (${parts.length === 0 ? nothing : parts.join(' UNION ALL ')})
       ORDER BY export_file, export_row) TO ${toLiteral(path)} (${options})`,
  );
}

interface Part {
  delivery: KnownDelivery;
  file: DeliveryFile;
  attributes: Record<string, string>;
  from: string;
  where: string;
  /** The file's place in the order of the export. */
  place: number;
}

function toParts({ question, range, files }: FocusRows, write: (part: Part) => string): string[] {
  return question.deliveries.flatMap((delivery) => {
    const { rollup } = delivery;
    if (rollup === null) return [];
    const attributed = toAttributionSql(rollup.attribution, rollup.tagKeys);
    const conditions = [
      `x_charge_day BETWEEN DATE ${toLiteral(range.from)} AND DATE ${toLiteral(range.to)}`,
      ...toConditions(question, toDimensionSql(attributed.columns)),
    ];
    const where = conditions.join(' AND ');
    return files
      .filter(({ deliveryId }) => deliveryId === delivery.id)
      .map((file) => {
        const from = attributed.from(toNumbered(file.path));
        return write({ delivery, file, attributes: attributed.columns, from, where, place: files.indexOf(file) });
      });
  });
}

interface Column {
  name: string;
  sql: string;
  type: FocusColumn['type'];
}

function toFocus({ name, type }: FocusColumn, { coverage }: KnownDelivery): Column {
  if (untold[coverage].includes(name)) return { name, type, sql: 'NULL::DECIMAL(38, 24)' };
  if (type === 'decimal' || type === 'instant') return { name, type, sql: `"${name}"` };
  // What 1.3 calls otherwise is mandatory in 1.2.
  const told = name === 'ProviderName' ? `coalesce(nullif(ProviderName, ''), ServiceProviderName)` : `"${name}"`;
  return { name, type, sql: `nullif(${told}, '')` };
}

/** Where a row comes from, and what the ledger found out about it. */
function toOwn(delivery: KnownDelivery, file: DeliveryFile, attributes: Record<string, string>): Column[] {
  const text = (value: string) => `${toLiteral(value)}::VARCHAR`;
  const values: Record<(typeof ownNames)[number], [sql: string, type?: FocusColumn['type']]> = {
    x_BillingSource: [text(delivery.source)],
    x_Basis: [text(delivery.basis)],
    x_SourceFile: [text(file.name)],
    x_SourceFileSha256: [text(file.sha256)],
    x_SourceRow: ['x_row'],
    x_IngestedAt: [`TIMESTAMP ${toLiteral(delivery.arrivedAt.toISOString().slice(0, 19))}`, 'instant'],
    x_GpuModel: ['x_gpu_model'],
    x_GpuHours: ['x_gpu_hours', 'decimal'],
    x_Transfer: ['x_transfer'],
    // Columns of the source that FOCUS does not know.
    x_Other: ['CASE WHEN cardinality(x_other) > 0 THEN to_json(x_other)::VARCHAR END', 'json'],
    ...(Object.fromEntries(
      costAttributes.map((attribute) => [nameOf(attribute), [attributes[attribute] ?? 'NULL::VARCHAR']]),
    ) as Record<AttributeName, [string]>),
  };
  return ownNames.map((name) => {
    const [sql, type = 'text'] = values[name];
    return { name, sql, type };
  });
}

type AttributeName = `x_${Capitalize<(typeof costAttributes)[number]>}`;
const nameOf = (attribute: string) => `x_${attribute.slice(0, 1).toUpperCase()}${attribute.slice(1)}`;

const ownNames = [
  'x_BillingSource',
  'x_Basis',
  'x_SourceFile',
  'x_SourceFileSha256',
  'x_SourceRow',
  'x_IngestedAt',
  'x_GpuModel',
  'x_GpuHours',
  'x_Transfer',
  'x_Team',
  'x_Site',
  'x_Owner',
  'x_Workload',
  'x_Model',
  'x_Other',
] as const;

/** A decimal with all its digits and without zeros at its end; an instant of UTC; all else as it is. */
function toCsvText(sql: string, type: FocusColumn['type']): string {
  if (type === 'decimal') return `rtrim(rtrim((${sql})::VARCHAR, '0'), '.')`;
  return type === 'instant' ? `strftime(${sql}, '%Y-%m-%dT%H:%M:%SZ')` : sql;
}

/** A file's rows with their numbers: a file that was read at once holds none, and a row's place is its number. */
function toNumbered(path: string): string {
  return `(SELECT * EXCLUDE (file_row_number) REPLACE (coalesce(x_row, file_row_number + 1) AS x_row)
    FROM read_parquet(${toLiteral(path)}, file_row_number = true))`;
}
