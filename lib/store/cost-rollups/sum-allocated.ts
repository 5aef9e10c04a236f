import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import type { CostSelector } from '@/lib/domain/cost/allocation-rules';
import type { Attribution } from '@/lib/domain/cost/attribution-rules';
import type { CostBasis, CostMetric } from '@/lib/domain/cost/billing-delivery';
import {
  type CostDimension,
  costDimensionColumns,
  costDimensions,
  isAttribute,
} from '@/lib/domain/cost/cost-dimension';
import { toLiteral } from '@/lib/store/cost-ledger/sql-text';
import { toAttributionSql } from './attribution-sql';
import type { DayRange } from './cost-question';
import { metricColumns, readTagKeys, toDimensionSql, toSource } from './encode-rows';
import { toConditions } from './tally-rows';

/** Files on one basis whose rows are attributed by the same rules. */
export interface AttributedFiles {
  basis: CostBasis;
  /** Parquet. */
  paths: readonly string[];
  attribution: Attribution;
  /** The tag keys of the rows that the rules look at, as the rows spell them; null: to be looked up. */
  tagKeys: readonly string[] | null;
}

/** Which rows, and what takes them out of the teams' own. */
interface AllocatedAsk {
  metric: CostMetric;
  range: DayRange;
  /** The first that matches takes a row. */
  pools: readonly CostSelector[];
  /** The days of each team on which what its GPUs cost is wanted too; null as a team: of none. Null: on none. */
  gpuDays: ReadonlyMap<string | null, ReadonlySet<string>> | null;
}

/** What rows of one team come to that one pool takes, or none. */
export interface AllocatedSum {
  basis: CostBasis;
  currency: string | null;
  team: string | null;
  /** The place of the first pool whose selector matches; null: of none. */
  pool: number | null;
  /** 10⁻²⁴ of the currency; of the rows that tell it. */
  amount: bigint;
  rows: number;
  /** Of how many of them the cost is not told. */
  untold: number;
  /** How much of the amount is for GPUs, on the days asked for of any team, and on those of its own. */
  gpu: bigint;
  accountedGpu: bigint;
  /** GPU-hours in 10⁻²⁴; of the rows that tell them. */
  gpuHours: bigint;
}

const decimal = z.object({ value: z.bigint() }).transform(({ value }) => value);
const rowSchema = z.object({
  basis: z.enum(['billed', 'provider-estimate', 'own-estimate']),
  currency: z.string().nullable(),
  team: z.string().nullable(),
  pool: z.number().nullable(),
  amount: decimal,
  rows: z.bigint().transform(Number),
  untold: z.bigint().transform(Number),
  gpu: decimal,
  accountedGpu: decimal,
  gpuHours: decimal,
});

/**
 * Adds rows up by team and pool. Rows that are alike in everything that rules, pools and days look at are added up first, in
 * one pass over their Parquet, so that rules are worked out once for all of them: there may be hundreds of patterns.
 */
export async function sumAllocated(
  connection: DuckDBConnection,
  files: readonly AttributedFiles[],
  ask: AllocatedAsk,
): Promise<AllocatedSum[]> {
  const classes = toDayClasses(ask.gpuDays);
  const tables = files.map((_, place) => `alike_costs_${place}`);
  try {
    const parts: string[] = [];
    for (const [place, one] of files.entries())
      parts.push(await toPart(connection, `alike_costs_${place}`, one, ask, classes));
    if (parts.length === 0) return [];
    const reader = await connection.runAndReadAll(
      `SELECT basis, currency, team, pool, sum(amount)::DECIMAL(38, 24) AS amount, sum(rows)::BIGINT AS rows,
         sum(untold)::BIGINT AS untold, sum(gpu)::DECIMAL(38, 24) AS gpu,
         sum("accountedGpu")::DECIMAL(38, 24) AS "accountedGpu", sum("gpuHours")::DECIMAL(38, 24) AS "gpuHours"
       FROM (${parts.join(' UNION ALL ')}) GROUP BY ALL`,
    );
    return rowSchema.array().parse(reader.getRowObjects());
  } finally {
    for (const table of tables) await connection.run(`DROP TABLE IF EXISTS ${table}`);
  }
}

async function toPart(
  connection: DuckDBConnection,
  table: string,
  { basis, paths, attribution, tagKeys }: AttributedFiles,
  { metric, range, pools }: AllocatedAsk,
  classes: readonly DayClass[],
): Promise<string> {
  const asked = new Set<CostDimension>(['team', ...pools.flatMap((selector) => dimensionsOf(selector))]);
  // Tags are dear to read: only those that tell what is asked for.
  const rules = { ...attribution, rules: attribution.rules.filter(({ attribute }) => asked.has(attribute)) };
  const from = await sumAlike(connection, table, {
    source: toSource(paths),
    columns: columnsOf(rules, asked),
    metric,
    range,
    classes,
  });
  const attributed = toAttributionSql(rules, tagKeys ?? (await readTagKeys(connection, from, rules)));
  const expressions = toDimensionSql(attributed.columns);
  const cases = pools.map((selector, place) => `WHEN ${toCondition(selector, expressions)} THEN ${place}`);
  const pool = cases.length === 0 ? 'NULL::INTEGER' : `(CASE ${cases.join(' ')} END)::INTEGER`;
  return `SELECT ${toLiteral(basis)} AS basis, currency, team, pool, sum(amount) AS amount, sum(rows) AS rows, sum(untold) AS untold,
      sum(CASE WHEN day_class IS NOT NULL THEN amount ELSE 0 END) AS gpu,
      sum(CASE WHEN ${isAccounted(classes)} THEN amount ELSE 0 END) AS "accountedGpu", sum(gpu_hours) AS "gpuHours"
    FROM (SELECT nullif(BillingCurrency, '') AS currency, ${expressions.team} AS team, ${pool} AS pool, day_class, amount, rows,
        untold, gpu_hours FROM ${attributed.from(from)})
    GROUP BY ALL`;
}

interface AlikeAsk {
  source: string;
  /** What rows must be alike in, beside the class of their day. */
  columns: readonly string[];
  metric: CostMetric;
  range: DayRange;
  classes: readonly DayClass[];
}

/**
 * A source of sums of rows that are alike, in a table of the connection; of the rows one by one where few are, for to find
 * those takes longer than to work the rules out for each.
 */
async function sumAlike(
  connection: DuckDBConnection,
  table: string,
  { source, columns, metric, range, classes }: AlikeAsk,
): Promise<string> {
  const column = metricColumns[metric];
  const by = `${columns.join(', ')}, ${toDayClassSql(classes)} AS day_class`;
  const rows = `${source} WHERE x_charge_day BETWEEN DATE ${toLiteral(range.from)} AND DATE ${toLiteral(range.to)}`;
  const toDecimal = (sql: string) => `coalesce(${sql}, 0)::DECIMAL(38, 24)`;
  if (!(await areAlike(connection, rows, columns)))
    return `(SELECT ${by}, ${toDecimal(column)} AS amount, 1 AS rows, (${column} IS NULL)::INTEGER AS untold,
       ${toDecimal('x_gpu_hours')} AS gpu_hours FROM ${rows})`;
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE ${table} AS
     SELECT ${by}, ${toDecimal(`sum(${column})`)} AS amount, count(*) AS rows, count(*) - count(${column}) AS untold,
       ${toDecimal('sum(x_gpu_hours)')} AS gpu_hours FROM ${rows} GROUP BY ALL`,
  );
  return table;
}

/** How many rows are looked at to tell whether many are alike, and how many of them must be for each that differs. */
const sampled = 200_000;
const worthwhile = 4;

/** Whether many rows are alike: an estimate of the first ones. */
async function areAlike(connection: DuckDBConnection, rows: string, columns: readonly string[]): Promise<boolean> {
  const listed = columns.join(', ');
  const reader = await connection.runAndReadAll(
    `SELECT approx_count_distinct(hash(${listed}))::DOUBLE, count(*)::DOUBLE FROM (SELECT ${listed} FROM ${rows} LIMIT ${sampled})`,
  );
  const [different, all] = reader.getRows()[0] ?? [];
  return Number(different) * worthwhile <= Number(all);
}

const providerColumns = ['x_provider', 'ProviderName', 'ServiceProviderName'];

/** The columns of the ledger that rules and dimensions look at. */
function columnsOf({ rules }: Attribution, dimensions: ReadonlySet<CostDimension>): string[] {
  const ofRules = rules.flatMap(({ source }) => {
    if (source.from === 'account') return ['SubAccountId'];
    if (source.from === 'resource-name') return ['ResourceName'];
    return source.from === 'place' ? ['x_provider', 'RegionId'] : ['Tags'];
  });
  const ofDimensions = [...dimensions].flatMap((dimension) => {
    if (isAttribute(dimension)) return [];
    return dimension === 'provider' ? providerColumns : [costDimensionColumns[dimension]];
  });
  // Tags are always there, for they are asked for their keys.
  return [...new Set(['BillingCurrency', 'Tags', ...ofRules, ...ofDimensions])];
}

/** Days that are asked for of the same teams; null as a team: of none. */
interface DayClass {
  days: string[];
  teams: (string | null)[];
}

function toDayClasses(gpuDays: AllocatedAsk['gpuDays']): DayClass[] {
  const teamsOf = new Map<string, (string | null)[]>();
  for (const [team, days] of gpuDays ?? [])
    for (const day of days) teamsOf.set(day, [...(teamsOf.get(day) ?? []), team]);
  const alike = Map.groupBy(teamsOf, ([, teams]) => JSON.stringify(teams));
  return [...alike.values()].flatMap((entries) =>
    entries.slice(0, 1).map(([, teams]) => ({ days: entries.map(([day]) => day).toSorted(), teams })),
  );
}

/** The place of the class that the day of a row for GPUs is in; null: of none, or the row is not for GPUs. */
function toDayClassSql(classes: readonly DayClass[]): string {
  if (classes.length === 0) return 'NULL::INTEGER';
  const cases = classes.map(
    ({ days }, place) =>
      `WHEN x_charge_day IN (${days.map((day) => `DATE ${toLiteral(day)}`).join(', ')}) THEN ${place}`,
  );
  return `(CASE WHEN x_gpu_model <> '' THEN CASE ${cases.join(' ')} END END)::INTEGER`;
}

/** Whether what is alike is for GPUs on days of its own team. */
function isAccounted(classes: readonly DayClass[]): string {
  if (classes.length === 0) return 'false';
  const isOneOf = (teams: DayClass['teams']) => {
    const named = teams.filter((team) => team !== null);
    const listed = named.length === 0 ? 'false' : `team IN (${named.map(toLiteral).join(', ')})`;
    return teams.includes(null) ? `(${listed} OR team IS NULL)` : listed;
  };
  return classes.map(({ teams }, place) => `(day_class = ${place} AND ${isOneOf(teams)})`).join(' OR ');
}

function dimensionsOf(selector: CostSelector): CostDimension[] {
  return costDimensions.filter((dimension) => selector[dimension] !== undefined);
}

function toCondition(selector: CostSelector, expressions: Record<CostDimension, string>): string {
  const conditions = toConditions({ filters: toFilters(selector), reach: null }, expressions);
  return conditions.length === 0 ? 'false' : conditions.join(' AND ');
}

/** A selector as filters of a question, in which null stands for what has no value. */
function toFilters(selector: CostSelector): ReadonlyMap<CostDimension, ReadonlySet<string | null>> {
  return new Map(
    dimensionsOf(selector).map((dimension) => [
      dimension,
      new Set(selector[dimension]?.map((value) => (value === '' ? null : value))),
    ]),
  );
}
