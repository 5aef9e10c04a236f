import { join } from 'node:path';
import { type DuckDBValue, listValue } from '@duckdb/node-api';
import type { CostCoverage } from '@/lib/domain/cost/billing-delivery';
import type { RowDimension } from '@/lib/domain/cost/cost-dimension';
import type { CostTime, CountedFile } from './counted-files';
import { type SqlParameters, toDimensionSql } from './dimension-sql';
import { toListLiteral, toLiteral } from './sql-text';

/** Only rows that have one of these values; null is what tells none. */
export interface CostFilter {
  dimension: RowDimension;
  values: readonly (string | null)[];
}

/**
 * Which costs deliveries of a coverage tell. List and contracted costs stand beside effective ones, so that two deliveries
 * that tell a month's costs between them tell each once.
 */
const tells: Record<CostCoverage, string> = {
  all: 'true AS tells_billed, true AS tells_effective',
  billed: 'true AS tells_billed, false AS tells_effective',
  effective: 'false AS tells_billed, true AS tells_effective',
};

/** A FROM item of the rows of these files, at least one, with what their delivery tells, and whose word it is. */
export function fromFiles(root: string, files: readonly CountedFile[]): string {
  const groups = Map.groupBy(files, ({ coverage, basis }) => `${coverage} ${basis}`);
  const parts = [...groups.values()].flatMap((of) => {
    const [first] = of;
    if (first === undefined) return [];
    const paths = toListLiteral(of.map(({ parquetPath }) => join(root, parquetPath)));
    return `SELECT *, ${tells[first.coverage]}, ${toLiteral(first.basis)} AS delivery_basis FROM read_parquet(${paths})`;
  });
  return `(${parts.join(' UNION ALL ')})`;
}

/** The condition that rows lie in a time and pass filters. */
export function whereOf(time: CostTime, filters: readonly CostFilter[], { bind }: SqlParameters<DuckDBValue>): string {
  const unit = time.basis === 'billing-month' ? "strftime(BillingPeriodStart, '%Y-%m')" : 'x_charge_day';
  const type = time.basis === 'billing-month' ? 'VARCHAR' : 'DATE';
  const conditions = [
    ...(time.from === undefined ? [] : [`${unit} >= CAST(${bind(time.from)} AS ${type})`]),
    ...(time.to === undefined ? [] : [`${unit} <= CAST(${bind(time.to)} AS ${type})`]),
    ...filters.map((filter) => toCondition(filter, bind)),
  ];
  return conditions.length === 0 ? 'true' : conditions.join(' AND ');
}

function toCondition({ dimension, values }: CostFilter, bind: (value: DuckDBValue) => string): string {
  const expression = toDimensionSql(dimension, bind);
  const named = values.filter((value) => value !== null);
  const among =
    named.length === 0 ? 'false' : `coalesce(list_contains(${bind(listValue(named))}, ${expression}), false)`;
  return values.includes(null) ? `(${among} OR ${expression} IS NULL)` : among;
}
