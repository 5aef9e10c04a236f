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
import { addDays, type CostQuestion, type DayRange, dimensionsOf, type ToBucket } from './cost-question';
import { CostTally } from './cost-tally';
import { metricColumns, toDimensionSql, toSource } from './encode-rows';
import type { KnownDelivery } from './known-deliveries';
import { toTagConditions } from './tag-hints';

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
const texts = z.array(z.string().nullable());
const counts = z.array(z.number());
/** Column by column: there are thousands of labels, and a look at each row's object takes longer than adding them up. */
const sumSchema = z.tuple([
  z.array(z.enum(['billed', 'provider-estimate', 'own-estimate'])),
  texts,
  texts,
  z.array(z.union([z.number(), z.string()])),
  counts,
  counts,
  z.array(z.object({ value: z.bigint() })),
]);

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
  const byTags = toTagConditions(question, attribution, tagKeys);
  const filters = new Map([...question.filters].filter(([name]) => !isAttribute(name) || !byTags.told.has(name)));
  const asking = { ...question, filters };
  const asked = new Set<CostDimension>(dimensionsOf(asking));
  // Tags are dear to read: only those that tell what is asked for.
  const rules = attribution.rules.filter(({ attribute }) => asked.has(attribute));
  const attributed = toAttributionSql({ ...attribution, rules }, tagKeys);
  const expressions = toDimensionSql(attributed.columns);
  const column = metricColumns[question.metric];
  const tag = question.tags?.dimension ?? null;
  const ofDimension = question.dimension === null ? 'NULL::VARCHAR' : expressions[question.dimension];
  const label = tag === null ? ofDimension : toTagSql(tag);
  const day = question.time === 'billing-month' ? "date_trunc('month', BillingPeriodStart)::DATE" : 'x_charge_day';
  const days = `${day} BETWEEN DATE ${toLiteral(from)} AND DATE ${toLiteral(to)}`;
  const conditions = [days, ...byTags.conditions, ...toConditions(asking, expressions)];
  return `SELECT ${toLiteral(first.basis)} AS basis, nullif(BillingCurrency, '') AS currency, ${label} AS label,
      ${day} AS day, count(*) AS rows, count(*) - count(${column}) AS untold,
      coalesce(sum(${column}), 0)::DECIMAL(38, 24) AS amount
    FROM ${attributed.from(toSource(files))} WHERE ${conditions.join(' AND ')}
    GROUP BY ALL`;
}

/** What rows must meet to count for a question; `expressions`: what tells each dimension. */
export function toConditions(
  { filters, reach, tags }: Pick<CostQuestion, 'filters' | 'reach' | 'tags'>,
  expressions: Record<CostDimension, string>,
): string[] {
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
  for (const [key, values] of tags?.filters ?? []) conditions.push(isTagOneOf(toTagSql(key), values));
  if (reach === null) return conditions;
  return [...conditions, `(${isOneOf('site', reach.sites)} OR ${isOneOf('team', reach.teams)})`];
}

/** What tells the value of a tag, of which the key is spelled so; null where it has none. */
function toTagSql(key: string): string {
  const path = `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  return `nullif(trim(json_extract_string(Tags, ${toLiteral(path)})), '')`;
}

function isTagOneOf(expression: string, values: ReadonlySet<string | null>): string {
  const texts = [...values].filter((value) => value !== null);
  const isListed = `coalesce(list_contains(${toListLiteral(texts)}::VARCHAR[], ${expression}), false)`;
  return values.has(null) ? `(${isListed} OR ${expression} IS NULL)` : isListed;
}

async function tallyTable(
  connection: DuckDBConnection,
  range: DayRange,
  { toBucket = null, labels = null, whole = false }: RowTallyOptions,
): Promise<CostTally> {
  const named = labels === null ? null : [...labels].filter((label) => label !== null);
  const hasLabel =
    named === null
      ? 'true'
      : `(list_contains(${toListLiteral(named)}::VARCHAR[], label)${labels?.has(null) === true ? ' OR label IS NULL' : ''})`;
  const stretches = toStretches(range, toBucket);
  const label = whole ? 'NULL::VARCHAR' : 'label';
  const reader = await connection.runAndReadAll(
    `SELECT basis, currency, ${label} AS of_label, ${stretches.sql} AS stretch, sum(rows)::DOUBLE, sum(untold)::DOUBLE, sum(amount)::DECIMAL(38, 24)
     FROM ${table} WHERE day BETWEEN DATE ${toLiteral(range.from)} AND DATE ${toLiteral(range.to)} AND ${hasLabel}
     GROUP BY basis, currency, of_label, stretch`,
  );
  const tally = new CostTally();
  // An answer without rows has no columns.
  if (reader.currentRowCount === 0) return tally;
  const [bases, currencies, found, times, rows, untold, amounts] = sumSchema.parse(reader.getColumns());
  for (const [place, basis] of bases.entries()) {
    const bucket = stretches.toBucket(at(times, place));
    const slot = tally.slot({ basis, currency: at(currencies, place), label: at(found, place), bucket });
    tally.add(slot, { amount: at(amounts, place).value, rows: at(rows, place), untold: at(untold, place) });
  }
  return tally;
}

function at<T>(column: readonly T[], place: number): T {
  const value = column[place];
  if (value === undefined) throw new RangeError('The columns of an answer are of one length.');
  return value;
}

/** Above so many stretches they are told apart day by day. */
const mostStretches = 64;

/** Stretches of time in SQL over `day`, and which one each of its values stands for. `toBucket` null: all days are one. */
function toStretches(
  range: DayRange,
  toBucket: ToBucket | null,
): { sql: string; toBucket: (value: number | string) => number } {
  if (toBucket === null) return { sql: '0', toBucket: () => 0 };
  const starts: { day: string; bucket: number }[] = [];
  for (let day = range.from; day <= range.to && starts.length <= mostStretches; day = addDays(day, 1)) {
    const bucket = toBucket(day);
    if (bucket !== starts.at(-1)?.bucket) starts.push({ day, bucket });
  }
  if (starts.length > mostStretches) return { sql: 'day::VARCHAR', toBucket: (value) => toBucket(String(value)) };
  const cases = starts.toReversed().map(({ day, bucket }) => `WHEN day >= DATE ${toLiteral(day)} THEN ${bucket}`);
  return { sql: `(CASE ${cases.join(' ')} END)::INTEGER`, toBucket: Number };
}
