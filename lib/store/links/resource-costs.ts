import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { formatAmount } from '@/lib/domain/cost/amount';
import { toListLiteral, toLiteral } from '@/lib/store/cost-ledger/sql-text';

/** What a resource cost in a stretch of days, as its rows tell it. */
export interface ResourceCost {
  /** As it was asked for. */
  resource: string;
  span: string;
  file: string;
  currency: string | null;
  /** Of rows for data transfer, apart from what the resource itself costs. */
  isTransfer: boolean;
  /** Effective cost, exact decimal text; null: no row tells it. */
  amount: string | null;
  /** Rows that do not tell it. */
  untoldRows: number;
}

const rowSchema = z.object({
  resource: z.string(),
  span: z.string(),
  file: z.string(),
  currency: z.string().nullable(),
  isTransfer: z.boolean(),
  amount: z
    .object({ value: z.bigint() })
    .nullable()
    .transform((amount) => (amount === null ? null : formatAmount(amount.value))),
  untoldRows: z.bigint().transform(Number),
});

/**
 * What bills charge for some resources over some spans of days, one pass over the rows for all of them. A row is a resource's
 * when it names its native id, whatever the case, or that id is the last part of the name it gives, as in an ARN.
 */
export async function readResourceCosts(
  connection: DuckDBConnection,
  files: readonly string[],
  resources: readonly string[],
  spans: readonly { span: string; from: string; to: string }[],
): Promise<ResourceCost[]> {
  if (files.length === 0 || resources.length === 0 || spans.length === 0) return [];
  const days = spans.map(
    ({ span, from, to }) => `(${toLiteral(span)}, DATE ${toLiteral(from)}, DATE ${toLiteral(to)})`,
  );
  const [first = ''] = spans.map(({ from }) => from).sort();
  const last =
    spans
      .map(({ to }) => to)
      .sort()
      .at(-1) ?? '';
  const reader = await connection.runAndReadAll(`
    WITH wanted AS (SELECT unnest(${toListLiteral(resources)}) AS resource),
    named AS (SELECT DISTINCT ResourceId AS id FROM read_parquet(${toListLiteral(files)}, union_by_name = true)
      WHERE ResourceId IS NOT NULL AND x_charge_day BETWEEN DATE ${toLiteral(first)} AND DATE ${toLiteral(last)}),
    own AS (SELECT id, resource FROM named JOIN wanted ON lower(id) = lower(resource)
      UNION SELECT id, resource FROM named JOIN wanted ON lower(regexp_extract(id, '[^/:]+$')) = lower(resource))
    SELECT resource, span, filename AS file, BillingCurrency AS currency, x_transfer IS NOT NULL AS "isTransfer",
      sum(EffectiveCost) AS amount, (count(*) - count(EffectiveCost))::BIGINT AS "untoldRows"
    FROM read_parquet(${toListLiteral(files)}, union_by_name = true, filename = true) AS charges
    JOIN own ON charges.ResourceId = own.id
    JOIN (VALUES ${days.join(', ')}) spans(span, first_day, last_day) ON x_charge_day BETWEEN first_day AND last_day
    GROUP BY ALL ORDER BY ALL`);
  return rowSchema.array().parse(reader.getRowObjects());
}
