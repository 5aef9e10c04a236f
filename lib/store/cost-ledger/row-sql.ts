import type { BillingMonth, BillingSource } from '@/lib/domain/cost/billing-delivery';
import { type ColumnSql, toColumnSql, toText } from './column-sql';
import { derivedSql, withDerived } from './derived-sql';
import type { IdentifiedColumns } from './identify-columns';
import type { SourceRelation } from './source-relation';
import { toIdentifier, toLiteral } from './sql-text';

const mostValueLength = 80;

export interface RowSql {
  /**
   * All rows as the ledger keeps them; fails at the first that cannot be read. `x_row` is null. Objects are taken for
   * well formed when they begin as one: whoever runs it looks at the distinct ones afterwards.
   */
  hopeful: string;
  /** The same, objects looked at one by one. */
  strict: string;
  /** All rows with their numbers, and beside them `faults`, what of each could not be read, and `month`, its billing month. */
  careful: string;
}

/** SQL that reads a relation's rows. `month`: the only billing month they may have; null: any. */
export function toRowSql(
  source: SourceRelation,
  identified: IdentifiedColumns,
  { billing, month }: { billing: BillingSource; month: BillingMonth | null },
): RowSql {
  const named = identified.columns.find(({ focus }) => focus.name === 'BillingCurrency')?.from;
  const currency = named == null ? 'NULL' : `read_currency(${toText(named)})`;
  const columns = identified.columns.map((column) => toColumnSql(column, currency));
  const derived = derivedSql(billing, identified);
  const told = `${derived.gpuModel} AS told_gpu_model, ${derived.gpuHours} AS told_gpu_hours`;
  const beside = `${derived.usageText} AS usage_text, ${derived.machineText} AS machine_text, ${told}, ${derived.other} AS x_other`;
  const day = `ChargePeriodStart::DATE AS x_charge_day, ${derived.provider} AS x_provider`;
  const strict = (toColumn: (column: ColumnSql) => string) => `(SELECT *, ${day} FROM (
    SELECT NULL::BIGINT AS x_row, ${columns.map(toColumn).join(', ')}, ${beside} FROM ${source.sql} AS source
  ) WHERE CASE WHEN ChargePeriodEnd < ChargePeriodStart THEN error('unreadable') ELSE true END)`;
  const { sql: tried, faults: failed } = source.careful ?? { sql: source.sql, faults: [] };
  const faults = [...failed, ...columns.filter(canFail).map(faultOf), endsEarly(columns)].join(', ');
  const careful = `(SELECT * REPLACE (${withMonth(month)} AS faults), strftime(BillingPeriodStart, '%Y-%m') AS month, ${day} FROM (
    SELECT row_number() OVER () AS x_row, ${columns.map(plainColumn).join(', ')}, ${beside},
      list_filter([${faults}], lambda fault: fault IS NOT NULL) AS faults
    FROM ${tried} AS source
  ))`;
  return {
    hopeful: withNarrowNulls(withDerived(strict(hopefulColumn)), identified),
    strict: withNarrowNulls(withDerived(strict(strictColumn)), identified),
    careful: withDerived(careful),
  };
}

/**
 * The same rows, whose columns of text that the file lacks take one byte a row, not sixteen, while they wait to be written: what
 * waits is what memory bounds, and cores idle for it. Parquet has them as text either way. Its dictionary has the one value that
 * no row has, and what is asked of a column is asked of that too: it must be what the column could hold.
 */
function withNarrowNulls(rows: string, { columns }: IdentifiedColumns): string {
  const replaced = columns
    .filter(({ focus, from }) => from === null && (focus.type === 'text' || focus.type === 'json'))
    .map(({ focus }) => `NULL::ENUM('${focus.type === 'json' ? '{}' : ''}') AS ${toIdentifier(focus.name)}`);
  return replaced.length === 0 ? rows : `SELECT * REPLACE (${replaced.join(', ')}) FROM (${rows})`;
}

function hopefulColumn(column: ColumnSql): string {
  if (!column.isObject || column.told === 'NULL') return strictColumn(column);
  return `CASE WHEN prefix(${column.told}, '{') OR (${column.told}) IS NULL THEN ${column.told}
    ELSE coalesce(${column.value}, error('unreadable')) END AS ${toIdentifier(column.name)}`;
}

function strictColumn(column: ColumnSql): string {
  const name = toIdentifier(column.name);
  if (!canFail(column)) return `${column.value} AS ${name}`;
  // What is told is asked only of rows without a value: those are few.
  const otherwise = column.needed
    ? `error('unreadable')`
    : `CASE WHEN (${column.told}) IS NOT NULL THEN error('unreadable') END`;
  return `coalesce(${column.value}, ${otherwise}) AS ${name}`;
}

function plainColumn({ name, value }: ColumnSql): string {
  return `${value} AS ${toIdentifier(name)}`;
}

function canFail({ told, value, needed }: ColumnSql): boolean {
  return needed || (told !== 'NULL' && told !== value);
}

function faultOf({ name, value, told, needed, reason }: ColumnSql): string {
  const unread = `(${told}) IS NOT NULL AND (${value}) IS NULL`;
  const lacking = needed ? `WHEN (${told}) IS NULL THEN ${fault(name, 'NULL', 'It is missing.')}` : '';
  return `CASE ${lacking} WHEN ${unread} THEN ${fault(name, told, reason)} END`;
}

function endsEarly(columns: readonly ColumnSql[]): string {
  const of = (wanted: string) => columns.find(({ name }) => name === wanted);
  const [start, end] = [of('ChargePeriodStart'), of('ChargePeriodEnd')];
  if (start === undefined || end === undefined) return 'NULL';
  return `CASE WHEN (${end.value}) < (${start.value}) THEN ${fault(end.name, end.told, 'It lies before ChargePeriodStart.')} END`;
}

function withMonth(month: BillingMonth | null): string {
  if (month === null) return 'faults';
  const reason = `It is of another month than the delivery, ${month}.`;
  const other = fault('BillingPeriodStart', `strftime(BillingPeriodStart, '%Y-%m-%d')`, reason);
  return `CASE WHEN strftime(BillingPeriodStart, '%Y-%m') <> ${toLiteral(month)} THEN list_append(faults, ${other}) ELSE faults END`;
}

function fault(column: string, value: string, reason: string): string {
  return `{'column': ${toLiteral(column)}, 'value': left((${value})::VARCHAR, ${mostValueLength}), 'reason': ${toLiteral(reason)}}`;
}
