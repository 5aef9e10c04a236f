import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { formatAmount } from '@/lib/domain/cost/amount';
import { type CostMetric, costMetrics } from '@/lib/domain/cost/billing-delivery';
import { type CostDimension, costDimensions } from '@/lib/domain/cost/cost-dimension';
import { toLiteral } from '@/lib/store/cost-ledger/sql-text';
import { toAttributionSql } from './attribution-sql';
import type { CostQuestion, DayRange } from './cost-question';
import type { DeliveryFile } from './delivery-files';
import { encodedColumn, metricColumns, toDimensionSql } from './encode-rows';
import { groupAlike, toConditions } from './tally-rows';

/** A row of the ledger. A cost null: not told. */
export interface AskedRow {
  file: DeliveryFile;
  /** Its number in the original file. */
  row: number;
  day: string;
  currency: string | null;
  costs: Record<CostMetric, string | null>;
  description: string | null;
  resource: string | null;
  values: Record<CostDimension, string | null>;
}

/** Where a page of rows ended. */
export interface RowPosition {
  day: string;
  deliveryId: string;
  position: number;
  row: number;
}

const text = z.string().nullable();
const money = z
  .object({ value: z.bigint() })
  .nullable()
  .transform((amount) => (amount === null ? null : formatAmount(amount.value)));
const rowSchema = z.looseObject({
  file: z.bigint(),
  row: z.bigint(),
  day: z.string(),
  currency: text,
  description: text,
  resource: text,
  ...({ billed: money, effective: money, list: money, contracted: money } satisfies Record<CostMetric, typeof money>),
});

/** The rows a question is about, newest charge day first, then by delivery, file and number; at most `limit`. */
export async function readAskedRows(
  connection: DuckDBConnection,
  question: CostQuestion,
  { from, to }: DayRange,
  files: readonly DeliveryFile[],
  { after, limit }: { after: RowPosition | null; limit: number },
): Promise<AskedRow[]> {
  const start =
    after === null
      ? -1
      : files.findIndex((file) => file.deliveryId === after.deliveryId && file.position === after.position);
  const beyond =
    after === null
      ? 'true'
      : `(day < DATE ${toLiteral(after.day)} OR (day = DATE ${toLiteral(after.day)}
          AND (file > ${start} OR (file = ${start} AND row > ${after.row}))))`;
  const parts = groupAlike(question.deliveries).flatMap((alike) => {
    const own = files.filter(({ deliveryId }) => alike.some(({ id }) => id === deliveryId));
    const rollup = alike[0]?.rollup;
    if (own.length === 0 || rollup === null || rollup === undefined) return [];
    const attributed = toAttributionSql(rollup.attribution, rollup.tagKeys);
    const expressions = toDimensionSql(attributed.columns);
    return own.map((file) => {
      const values = costDimensions.map((dimension) => `${expressions[dimension]} AS ${encodedColumn(dimension)}`);
      const costs = costMetrics.map((metric) => `${metricColumns[metric]} AS ${metric}`);
      return `SELECT ${files.indexOf(file)}::BIGINT AS file, x_row AS row, x_charge_day AS day, BillingCurrency AS currency,
          ChargeDescription AS description, coalesce(ResourceName, ResourceId) AS resource, ${[...costs, ...values].join(', ')}
        FROM ${attributed.from(toNumbered(file.path))}
        WHERE x_charge_day BETWEEN DATE ${toLiteral(from)} AND DATE ${toLiteral(to)}
          ${toConditions(question, expressions)
            .map((condition) => `AND ${condition}`)
            .join(' ')}`;
    });
  });
  if (parts.length === 0) return [];
  const reader = await connection.runAndReadAll(
    `SELECT * REPLACE (strftime(day, '%Y-%m-%d') AS day) FROM (SELECT * FROM (${parts.join(' UNION ALL ')}) WHERE ${beyond}
     ORDER BY day DESC, file, row LIMIT ${limit}) ORDER BY day DESC, file, row`,
  );
  return rowSchema
    .array()
    .parse(reader.getRowObjects())
    .map((found) => {
      const file = files[Number(found.file)];
      if (file === undefined) throw new RangeError('A row of no file.');
      const { billed, effective, list, contracted } = found;
      return {
        file,
        row: Number(found.row),
        day: found.day,
        currency: found.currency,
        costs: { billed, effective, list, contracted },
        description: found.description,
        resource: found.resource,
        values: Object.fromEntries(
          costDimensions.map((dimension) => [dimension, text.parse(found[encodedColumn(dimension)])]),
        ) as AskedRow['values'],
      };
    });
}

/** A file's rows with their numbers: a file that was read at once holds none, and a row's place is its number. */
function toNumbered(path: string): string {
  return `(SELECT * EXCLUDE (file_row_number) REPLACE (coalesce(x_row, file_row_number + 1) AS x_row)
    FROM read_parquet(${toLiteral(path)}, file_row_number = true))`;
}
