import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import type { Amount } from '@/lib/domain/cost/amount';
import { type CostBasis, type CostMetric, costMetrics } from '@/lib/domain/cost/billing-delivery';
import { toLiteral } from '@/lib/store/cost-ledger/sql-text';
import { toAttributionSql } from '@/lib/store/cost-rollups/attribution-sql';
import { toDimensionSql, toSource } from '@/lib/store/cost-rollups/encode-rows';
import { type CloseDelivery, tellsCost, toCostColumn } from './close-delivery';

/** A sum of one cost. `amount` null: no row tells it. `untold`: rows that do not tell it, so that the sum is a floor. */
export interface CloseSum {
  amount: Amount | null;
  untold: number;
}

/** What a line of a snapshot is of; null: the rows tell none. */
export const closeKeys = [
  'currency',
  'provider',
  'billingAccount',
  'service',
  'chargeCategory',
  'team',
  'site',
] as const;
type CloseKey = (typeof closeKeys)[number];

/** Exact sums of the rows of one delivery that are alike in every key. */
export type CloseLine = { [key in CloseKey]: string | null } & {
  source: string;
  scope: string;
  basis: CostBasis;
  rows: number;
  sums: Record<CostMetric, CloseSum>;
};

const text = z.string().nullable();
const sumSchema = z
  .object({ value: z.bigint() })
  .nullable()
  .transform((decimal) => decimal?.value ?? null);
const lineSchema = z.object({
  delivery: z.number(),
  currency: text,
  provider: text,
  billingAccount: text,
  service: text,
  chargeCategory: text,
  team: text,
  site: text,
  rows: z.bigint().transform(Number),
  billed: sumSchema,
  effective: sumSchema,
  list: sumSchema,
  contracted: sumSchema,
  untold_billed: z.bigint().transform(Number),
  untold_effective: z.bigint().transform(Number),
  untold_list: z.bigint().transform(Number),
  untold_contracted: z.bigint().transform(Number),
});

/** Adds up deliveries row by row, in one pass over their files; ordered, so that the same rows give the same lines. */
export async function sumCloseLines(
  connection: DuckDBConnection,
  deliveries: readonly CloseDelivery[],
): Promise<CloseLine[]> {
  const parts = deliveries.flatMap((delivery, index) => (delivery.files.length === 0 ? [] : [toPart(delivery, index)]));
  if (parts.length === 0) return [];
  const order = closeKeys.map((key) => `${key} NULLS FIRST`).join(', ');
  const reader = await connection.runAndReadAll(`${parts.join(' UNION ALL ')} ORDER BY delivery, ${order}`);
  return lineSchema
    .array()
    .parse(reader.getRowObjects())
    .flatMap((line) => {
      const delivery = deliveries[line.delivery];
      if (delivery === undefined) throw new RangeError('A line of no delivery.');
      const { source, scope, basis } = delivery;
      const { billed, effective, list, contracted, delivery: _, ...rest } = line;
      const { untold_billed, untold_effective, untold_list, untold_contracted, ...keys } = rest;
      const sums = {
        billed: { amount: billed, untold: untold_billed },
        effective: { amount: effective, untold: untold_effective },
        list: { amount: list, untold: untold_list },
        contracted: { amount: contracted, untold: untold_contracted },
      };
      return [{ ...keys, source, scope, basis, sums }];
    });
}

/** What tells each key of a line, over a source that an attribution wrapped. */
export function toKeyColumns(attributed: ReturnType<typeof toAttributionSql>): Record<CloseKey, string> {
  const expressions = toDimensionSql(attributed.columns);
  return {
    currency: expressions.currency,
    provider: expressions.provider,
    billingAccount: expressions['billing-account'],
    service: expressions.service,
    chargeCategory: expressions['charge-category'],
    team: expressions.team,
    site: expressions.site,
  };
}

/** Only the rules that find a team or a site: tags are dear to read. */
export function toOwnerSql({ attribution, tagKeys }: Pick<CloseDelivery, 'attribution' | 'tagKeys'>) {
  const rules = attribution.rules.filter(({ attribute }) => attribute === 'team' || attribute === 'site');
  return toAttributionSql({ ...attribution, rules }, tagKeys);
}

function toPart(delivery: CloseDelivery, index: number): string {
  const attributed = toOwnerSql(delivery);
  const keys = Object.entries(toKeyColumns(attributed)).map(([key, column]) => `${column} AS ${toLiteral(key)}`);
  const sums = costMetrics.flatMap((metric) => {
    const column = toCostColumn(metric, delivery.coverage);
    const untold = tellsCost(metric, delivery.coverage) ? `count(*) - count(${column})` : '0::BIGINT';
    return [`sum(${column})::DECIMAL(38, 24) AS ${metric}`, `${untold} AS untold_${metric}`];
  });
  return `(SELECT ${index}::INTEGER AS delivery, ${keys.join(', ')}, count(*) AS rows, ${sums.join(', ')}
    FROM ${attributed.from(toSource(delivery.files))} GROUP BY ALL)`;
}
