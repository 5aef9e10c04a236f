import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import type { Amount } from '@/lib/domain/cost/amount';
import type { CauseDimension } from '@/lib/domain/cost/anomaly';
import { toLiteral } from '@/lib/store/cost-ledger/sql-text';
import { stagedColumns, stagedTable } from './stage-costs';

/** What a value cost before and now. */
export interface ValueChange {
  value: string | null;
  before: Amount;
  now: Amount;
  /** No row before has it. */
  isNew: boolean;
}

/** The values of a dimension with the largest changes, how many there are, and what all came to. */
export interface Changes {
  largest: ValueChange[];
  values: number;
  whole: { before: Amount; now: Amount; untoldRows: number };
}

/** What costs are narrowed to. */
export interface Narrowed {
  dimension: CauseDimension;
  value: string | null;
}

const amount = z.object({ value: z.bigint() }).transform(({ value }) => value);
const count = z.bigint().transform(Number);
const wholeSchema = z.tuple([z.object({ before: amount, now: amount, untoldRows: count, values: count })]);
const changeSchema = z.array(
  z.object({ value: z.string().nullable(), before: amount, now: amount, isNew: z.boolean() }),
);
const useSchema = z.array(
  z.object({ before: amount, now: amount, quantityBefore: amount.nullable(), quantityNow: amount.nullable() }),
);

const sumOf = (condition: string) => `coalesce(sum(cost) FILTER (${condition}), 0)::DECIMAL(38, 24)`;

/** The largest changes by a dimension, of staged costs within what they are narrowed to. */
export async function readChanges(
  connection: DuckDBConnection,
  dimension: CauseDimension,
  within: readonly Narrowed[],
  limit: number,
): Promise<Changes> {
  const column = stagedColumns[dimension];
  const source = `${stagedTable} WHERE ${whereOf(within)}`;
  const whole = await connection.runAndReadAll(
    `SELECT ${sumOf('NOT is_now')} AS before, ${sumOf('is_now')} AS now, coalesce(sum(untold), 0)::BIGINT AS "untoldRows",
       count(DISTINCT ${column}) + (count(*) > count(${column}))::BIGINT AS "values" FROM ${source}`,
  );
  const largest = await connection.runAndReadAll(
    `SELECT ${column} AS value, ${sumOf('NOT is_now')} AS before, ${sumOf('is_now')} AS now, bool_and(is_now) AS "isNew"
     FROM ${source} GROUP BY ${column} ORDER BY abs(now - before) DESC, value NULLS LAST LIMIT ${limit}`,
  );
  const [{ values, ...sums }] = wholeSchema.parse(whole.getRowObjects());
  return { largest: changeSchema.parse(largest.getRowObjects()), values, whole: sums };
}

/** What each SKU cost in each of its units, and how much of it was used, of all staged costs. Null: no row tells it. */
export async function readSkuUses(connection: DuckDBConnection) {
  const quantityOf = (condition: string) => `(sum(quantity) FILTER (${condition}))::DECIMAL(38, 24)`;
  const reader = await connection.runAndReadAll(
    `SELECT ${sumOf('NOT is_now')} AS before, ${sumOf('is_now')} AS now, ${quantityOf('NOT is_now')} AS "quantityBefore",
       ${quantityOf('is_now')} AS "quantityNow" FROM ${stagedTable} GROUP BY sku, unit`,
  );
  return useSchema.parse(reader.getRowObjects()).map(({ before, now, quantityBefore, quantityNow }) => ({
    before: { cost: before, quantity: quantityBefore },
    now: { cost: now, quantity: quantityNow },
  }));
}

function whereOf(within: readonly Narrowed[]): string {
  const conditions = within.map(({ dimension, value }) =>
    value === null ? `${stagedColumns[dimension]} IS NULL` : `${stagedColumns[dimension]} = ${toLiteral(value)}`,
  );
  return ['true', ...conditions].join(' AND ');
}
