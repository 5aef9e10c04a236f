import type { DuckDBConnection } from '@duckdb/node-api';
import { costMetrics } from '@/lib/domain/cost/billing-delivery';
import { costDimensions } from '@/lib/domain/cost/cost-dimension';
import { type EncodedRows, encodedColumn } from './encode-rows';

/** A table of the connection that is added up: the rows of a delivery, or sums of those alike in their day and every value. */
export interface SumSource {
  table: string;
  /** Whether it has a column of how many rows each sum is of, and of how many of them a cost is not told. */
  isSummed: boolean;
  count: number;
}

/** How many times fewer sums than rows there must be for them to be worth their making. */
const worthwhile = 4;

/** Adds up rows that are alike where that leaves far fewer, into a table that is dropped after `work`. */
export async function withFewest<T>(
  connection: DuckDBConnection,
  { table, rowCount }: EncodedRows,
  work: (source: SumSource) => Promise<T>,
): Promise<T> {
  const by = ['day', ...costDimensions.map(encodedColumn)].join(', ');
  const estimated = await connection.runAndReadAll(`SELECT approx_count_distinct(hash(${by})) FROM ${table}`);
  if (Number(estimated.getRows()[0]?.[0]) * worthwhile >= rowCount)
    return work({ table, isSummed: false, count: rowCount });
  const summed = `${table}_alike`;
  const sums = costMetrics.map(
    (metric) => `sum(${metric}) AS ${metric}, count(*) - count(${metric}) AS untold_${metric}`,
  );
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE ${summed} AS
     SELECT ${by}, count(*) AS row_count, ${sums.join(', ')} FROM ${table} GROUP BY ${by}`,
  );
  try {
    const counted = await connection.runAndReadAll(`SELECT count(*) FROM ${summed}`);
    return await work({ table: summed, isSummed: true, count: Number(counted.getRows()[0]?.[0]) });
  } finally {
    await connection.run(`DROP TABLE ${summed}`);
  }
}
