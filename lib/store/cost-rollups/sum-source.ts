import type { DuckDBConnection } from '@duckdb/node-api';
import { type CostMetric, costMetrics } from '@/lib/domain/cost/billing-delivery';
import { costDimensions } from '@/lib/domain/cost/cost-dimension';
import type { CutDimension } from './cost-cut';
import { type EncodedRows, encodedColumn } from './encode-rows';

/** A table of the connection that is summed up: the rows of a delivery, or sums of them. */
export interface SumSource {
  table: string;
  /** How many rows of the delivery a group has. */
  rows: string;
  /** Of how many of them a cost is not told; null: of none in the whole delivery. */
  untold: ((metric: CostMetric) => string) | null;
}

/** The rows themselves. */
export function toRowSource({ table, leavesUntold }: EncodedRows): SumSource {
  return {
    table,
    rows: 'count(*)',
    untold: leavesUntold ? (metric) => `(count(*) - count(${metric}))` : null,
  };
}

/** How many times fewer sums than rows there must be for sums of sums to be worth their making. */
const worthwhile = 4;

/** Sums the rows up by dimensions and day first, into a table that is dropped after `work`: its sums sum up to the same. */
export async function withSums<T>(
  connection: DuckDBConnection,
  from: SumSource,
  dimensions: readonly CutDimension[],
  work: (source: SumSource) => Promise<T>,
): Promise<T> {
  const by = ['provider', 'currency', ...new Set(dimensions)] as const;
  const table = `${from.table}_by_${dimensions.at(-1)?.replaceAll('-', '_')}`;
  const untold = costMetrics.map((metric) => `${from.untold === null ? 0 : from.untold(metric)} AS untold_${metric}`);
  const amounts = costMetrics.map((metric) => `sum(${metric}) AS ${metric}`);
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE ${table} AS
     SELECT ${by.map(encodedColumn).join(', ')}, day, ${from.rows} AS row_count, ${[...amounts, ...untold].join(', ')}
     FROM ${from.table} GROUP BY ALL`,
  );
  try {
    return await work({
      table,
      rows: 'sum(row_count)',
      untold: from.untold === null ? null : (metric) => `sum(untold_${metric})`,
    });
  } finally {
    await connection.run(`DROP TABLE ${table}`);
  }
}

/** Whether sums by these dimensions and day are certain to be far fewer than the rows. */
export function isWorthSumming(
  { values, rowCount, dayCount }: EncodedRows,
  dimensions: readonly CutDimension[],
): boolean {
  const by = ['provider', 'currency', ...new Set(dimensions)] as const;
  const most = by.reduce((product, dimension) => product * (values[dimension].length + 1), dayCount);
  return most * worthwhile < rowCount;
}

/** Whether rows differ so seldom in their day and values that sums of those alike are worth their making: an estimate. */
export async function areOftenAlike(connection: DuckDBConnection, { table, rowCount }: EncodedRows): Promise<boolean> {
  const reader = await connection.runAndReadAll(
    `SELECT approx_count_distinct(hash(day, ${costDimensions.map(encodedColumn).join(', ')})) FROM ${table}`,
  );
  return Number(reader.getRows()[0]?.[0]) * worthwhile < rowCount;
}
