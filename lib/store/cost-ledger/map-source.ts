import type { CostEngine } from './cost-engine';
import type { ColumnMapping } from './incoming-delivery';
import {
  type CarefulRelation,
  describeRelation,
  type SourceColumn,
  type SourceRelation,
  toCleanColumn,
  withCleanText,
} from './source-relation';
import { toIdentifier, toLiteral } from './sql-text';
import { UnreadableFile } from './unreadable-file';

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
  const selected = ['*', ...absent.map((name) => `NULL::VARCHAR AS ${toIdentifier(name)}`)].join(', ');
  const whole = `(SELECT ${selected} FROM ${source.sql})`;
  const sql = `(SELECT ${picked.join(', ')} FROM ${whole} AS source)`;
  const columns = (await describeRelation(engine, sql)).slice(0, mapped.length);
  const careful = toCareful(source, mapping, { whole, others });
  return {
    sql: withCleanText(sql, columns),
    columns: columns.map(toCleanColumn),
    others,
    careful: { ...careful, sql: withCleanText(careful.sql, columns) },
  };
}

const mostValueLength = 80;
/** Columns of a file that a fault names. */
const mostNamed = 3;

/**
 * The same relation with every expression tried: where one fails, as a cast of what is no number does, its column is null and
 * the row has a fault that names the file's columns it reads.
 */
function toCareful(
  source: SourceRelation,
  { columns }: ColumnMapping,
  { whole, others }: { whole: string; others: readonly (SourceColumn & { from: string })[] },
): CarefulRelation {
  const mapped = Object.entries(columns).map(([name, expression], index) => {
    const text = expression.toLowerCase();
    const read = source.columns.filter((column) => text.includes(column.name.toLowerCase())).slice(0, mostNamed);
    return { name, expression, read, tried: `x__tried_${index}`, failed: `x__failed_${index}`, raw: `x__raw_${index}` };
  });
  // A struct tells an expression that failed, which is null, from one that found nothing, whose member is.
  const tried = mapped.map(({ expression, tried: column }) => `TRY({'v': (${expression})}) AS ${column}`);
  const picked = mapped.flatMap(({ name, read, tried: column, failed, raw }) => [
    `${column}.v AS ${toIdentifier(name)}`,
    `${column} IS NULL AS ${failed}`,
    `${toRaw(read)} AS ${raw}`,
  ]);
  const beside = others.map(({ from, identifier }) => `source.${from} AS ${identifier}`);
  return {
    sql: `(SELECT ${[...picked, ...beside].join(', ')} FROM (SELECT *, ${tried.join(', ')} FROM ${whole} AS source) AS source)`,
    faults: mapped.map(({ name, read, failed, raw }) => {
      const column = read.length === 0 ? name : read.map((one) => one.name).join(', ');
      const reason = `It cannot be read as ${name}.`;
      return `CASE WHEN ${failed} THEN {'column': ${toLiteral(column)}, 'value': left(${raw}, ${mostValueLength}), 'reason': ${toLiteral(reason)}} END`;
    }),
  };
}

function toRaw(read: readonly SourceColumn[]): string {
  if (read.length === 0) return 'NULL::VARCHAR';
  return `concat_ws(' | ', ${read.map(({ identifier }) => `source.${identifier}::VARCHAR`).join(', ')})`;
}
