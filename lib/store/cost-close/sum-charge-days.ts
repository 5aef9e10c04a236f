import type pg from 'pg';
import { z } from 'zod';
import { formatAmount } from '@/lib/domain/cost/amount';
import { type CostMetric, costMetrics } from '@/lib/domain/cost/billing-delivery';
import { keepAnswers } from '@/lib/store/cost-ledger/keep-answers';
import { toLiteral } from '@/lib/store/cost-ledger/sql-text';
import { readDeliveryFiles } from '@/lib/store/cost-rollups/delivery-files';
import { toSource } from '@/lib/store/cost-rollups/encode-rows';
import { readKnownDeliveries } from '@/lib/store/cost-rollups/known-deliveries';
import { toCostColumn } from './close-delivery';
import type { CloseLedger } from './close-ledger';

/** What was charged for the days of a month, in one currency and on one basis; null: no row tells it. */
export interface ChargeDaySum {
  basis: string;
  currency: string | null;
  rows: number;
  costs: Record<CostMetric, string | null>;
}

const money = z
  .object({ value: z.bigint() })
  .nullable()
  .transform((decimal) => (decimal === null ? null : formatAmount(decimal.value)));
const sumSchema = z.object({
  basis: z.string(),
  currency: z.string().nullable(),
  rows: z.bigint().transform(Number),
  billed: money,
  effective: money,
  list: money,
  contracted: money,
});

/** By the statement: it names every file, and files never change. */
const kept = keepAnswers<ChargeDaySum[]>(48);

/** Sums over the charge days of a month, whichever month they are billed in, as known at an instant. */
export async function sumChargeDays(
  pool: pg.Pool,
  { root, engine }: CloseLedger,
  month: string,
  asOf: Date,
): Promise<ChargeDaySum[]> {
  const first = `${month}-01`;
  const last = lastDayOf(month);
  const counting = (await readKnownDeliveries(pool, asOf)).filter(
    ({ counts, firstDay, lastDay }) =>
      counts && firstDay !== null && lastDay !== null && firstDay <= last && first <= lastDay,
  );
  const files = Map.groupBy(
    await readDeliveryFiles(
      pool,
      root,
      counting.map(({ id }) => id),
    ),
    ({ deliveryId }) => deliveryId,
  );
  const parts = counting.flatMap(({ id, basis, coverage }) => {
    const paths = (files.get(id) ?? []).map(({ path }) => path);
    if (paths.length === 0) return [];
    const costs = costMetrics.map((metric) => `${toCostColumn(metric, coverage)} AS ${metric}`);
    return [
      `SELECT ${toLiteral(basis)} AS basis, nullif(BillingCurrency, '') AS currency, ${costs.join(', ')} FROM ${toSource(paths)}
       WHERE x_charge_day BETWEEN DATE ${toLiteral(first)} AND DATE ${toLiteral(last)}`,
    ];
  });
  if (parts.length === 0) return [];
  const sums = costMetrics.map((metric) => `sum(${metric})::DECIMAL(38, 24) AS ${metric}`);
  const sql = `SELECT basis, currency, count(*) AS rows, ${sums.join(', ')} FROM (${parts.join(' UNION ALL ')})
    GROUP BY basis, currency ORDER BY basis, currency NULLS FIRST`;
  return kept(sql, async () =>
    sumSchema
      .array()
      .parse(await engine.query(sql))
      .map(({ basis, currency, rows, ...costs }) => ({ basis, currency, rows, costs })),
  );
}

/** The last day of a month: `2026-11-30`. */
export function lastDayOf(month: string): string {
  const first = new Date(`${month}-01T00:00:00Z`);
  return new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).toISOString().slice(0, 10);
}

/** The instant at which a month is over. */
export function endOf(month: string): Date {
  const first = new Date(`${month}-01T00:00:00Z`);
  return new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 1));
}
