import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import {
  type CostDimension,
  costDimensionColumns,
  costDimensions,
  isAttribute,
} from '@/lib/domain/cost/cost-dimension';
import { toListLiteral, toLiteral } from '@/lib/store/cost-ledger/sql-text';
import { toAttributionSql } from './attribution-sql';
import { type CostQuestion, type DayRange, dimensionsOf, type ToBucket } from './cost-question';
import { CostTally } from './cost-tally';
import { metricColumns, toDimensionSql, toSource } from './encode-rows';
import type { KnownDelivery } from './known-deliveries';
import { toTagHints } from './tag-hints';

/** `toBucket` null: all days are one stretch. `labels` null: all. `whole`: over all labels, as if nothing were asked by. */
interface RowTallyOptions {
  toBucket?: ToBucket | null;
  labels?: ReadonlySet<string | null> | null;
  whole?: boolean;
}

/** Sums of rows by label and day, in a table of the connection. */
interface SummedRows {
  tally(range: DayRange, options?: RowTallyOptions): Promise<CostTally>;
}

const table = 'asked_costs';
const sumSchema = z.object({
  basis: z.enum(['billed', 'provider-estimate', 'own-estimate']),
  currency: z.string().nullable(),
  label: z.string().nullable(),
  day: z.string().nullable(),
  rows: z.bigint(),
  untold: z.bigint(),
  amount: z.object({ value: z.bigint() }),
});

/**
 * Sums up from the rows themselves, in one pass over their Parquet, by any dimensions at once. `range`: all days that are
 * asked for after. `filesOf`: the Parquet files of a delivery. What a connection summed before is forgotten.
 */
export async function sumRows(
  connection: DuckDBConnection,
  question: CostQuestion,
  range: DayRange,
  filesOf: (delivery: KnownDelivery) => readonly string[],
): Promise<SummedRows> {
  const parts = groupAlike(question.deliveries).flatMap((alike) => {
    const files = alike.flatMap(filesOf);
    return files.length === 0 ? [] : [toPart(question, alike, files, range)];
  });
  if (parts.length === 0) return { tally: async () => new CostTally() };
  await connection.run(`CREATE OR REPLACE TEMP TABLE ${table} AS ${parts.join(' UNION ALL ')}`);
  return {
    tally: (days, options = {}) => tallyTable(connection, days, options),
  };
}

/** Deliveries on one basis whose rows are attributed by the same rules over tags that are spelled alike. */
export function groupAlike(deliveries: readonly KnownDelivery[]): KnownDelivery[][] {
  const groups = new Map<string, KnownDelivery[]>();
  for (const delivery of deliveries) {
    const { basis, rollup } = delivery;
    if (rollup === null) continue;
    const name = JSON.stringify([basis, rollup.attribution, rollup.tagKeys]);
    groups.set(name, [...(groups.get(name) ?? []), delivery]);
  }
  return [...groups.values()];
}

function toPart(
  question: CostQuestion,
  [first]: readonly KnownDelivery[],
  files: readonly string[],
  { from, to }: DayRange,
): string {
  if (first?.rollup === null || first === undefined) throw new TypeError('A part has a delivery that is added up.');
  const { attribution, tagKeys } = first.rollup;
  const asked = new Set<CostDimension>(dimensionsOf(question));
  // Tags are dear to read: only those that tell what is asked for.
  const rules = attribution.rules.filter(({ attribute }) => asked.has(attribute));
  const attributed = toAttributionSql({ ...attribution, rules }, tagKeys);
  const expressions = toDimensionSql(attributed.columns);
  const column = metricColumns[question.metric];
  const label = question.dimension === null ? 'NULL::VARCHAR' : expressions[question.dimension];
  const days = `x_charge_day BETWEEN DATE ${toLiteral(from)} AND DATE ${toLiteral(to)}`;
  const conditions = [days, ...toTagHints(question, attribution), ...toConditions(question, expressions)];
  return `SELECT ${toLiteral(first.basis)} AS basis, nullif(BillingCurrency, '') AS currency, ${label} AS label,
      x_charge_day AS day, count(*) AS rows, count(*) - count(${column}) AS untold,
      coalesce(sum(${column}), 0)::DECIMAL(38, 24) AS amount
    FROM ${attributed.from(toSource(files))} WHERE ${conditions.join(' AND ')}
    GROUP BY ALL`;
}

/** What rows must meet to count for a question; `expressions`: what tells each dimension. */
export function toConditions({ filters, reach }: CostQuestion, expressions: Record<CostDimension, string>): string[] {
  const isOneOf = (dimension: CostDimension, values: ReadonlySet<string | null>) => {
    const texts = [...values].filter((value) => value !== null);
    const expression = `(${expressions[dimension]})`;
    if (texts.length === 0) return values.has(null) ? `${expression} IS NULL` : 'false';
    const listed = texts.map(toLiteral).join(', ');
    if (values.has(null)) return `(${expression} IN (${listed}) OR ${expression} IS NULL)`;
    // A column as it stands is compared while the Parquet is read, so that other columns are read of few rows.
    const isPlain = dimension !== 'provider' && !isAttribute(dimension) && !texts.includes('');
    return `${isPlain ? costDimensionColumns[dimension] : expression} IN (${listed})`;
  };
  // What stands in a column is looked at first: it may spare reading the tags.
  const sorted = [...filters].sort(
    ([one], [other]) =>
      Number(isAttribute(one)) - Number(isAttribute(other)) ||
      costDimensions.indexOf(one) - costDimensions.indexOf(other),
  );
  const conditions = sorted.map(([dimension, values]) => isOneOf(dimension, values));
  if (reach === null) return conditions;
  return [...conditions, `(${isOneOf('site', reach.sites)} OR ${isOneOf('team', reach.teams)})`];
}

async function tallyTable(
  connection: DuckDBConnection,
  { from, to }: DayRange,
  { toBucket = null, labels = null, whole = false }: RowTallyOptions,
): Promise<CostTally> {
  const texts = labels === null ? null : [...labels].filter((label) => label !== null);
  const hasLabel =
    texts === null
      ? 'true'
      : `(list_contains(${toListLiteral(texts)}::VARCHAR[], label)${labels?.has(null) === true ? ' OR label IS NULL' : ''})`;
  const day = toBucket === null ? 'NULL::VARCHAR' : 'asked.day::VARCHAR';
  const reader = await connection.runAndReadAll(
    `SELECT basis, currency, ${whole ? 'NULL::VARCHAR' : 'asked.label'} AS label, ${day} AS day, sum(rows)::BIGINT AS rows, sum(untold)::BIGINT AS untold,
       sum(amount)::DECIMAL(38, 24) AS amount
     FROM ${table} asked WHERE asked.day BETWEEN DATE ${toLiteral(from)} AND DATE ${toLiteral(to)} AND ${hasLabel}
     GROUP BY basis, currency${whole ? '' : ', asked.label'}${toBucket === null ? '' : ', asked.day'}`,
  );
  const tally = new CostTally();
  for (const row of sumSchema.array().parse(reader.getRowObjects())) {
    const bucket = toBucket === null || row.day === null ? 0 : toBucket(row.day);
    const slot = tally.slot({ basis: row.basis, currency: row.currency, label: row.label, bucket });
    tally.add(slot, { amount: row.amount.value, rows: Number(row.rows), untold: Number(row.untold) });
  }
  return tally;
}
