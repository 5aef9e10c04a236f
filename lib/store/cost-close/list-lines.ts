import { z } from 'zod';
import { formatAmount } from '@/lib/domain/cost/amount';
import type { CostBasis, CostMetric } from '@/lib/domain/cost/billing-delivery';
import type { ChangeCause } from '@/lib/domain/cost/change-cause';
import { toLiteral } from '@/lib/store/cost-ledger/sql-text';
import type { CloseDelivery } from './close-delivery';
import type { CloseLedger } from './close-ledger';
import { originOf, toCompared } from './compare-deliveries';
import { withKeptLines } from './keep-lines';
import { lineTexts } from './line-sql';

/** Which lines: those that one cause changed, in one currency and on one basis, as far as somebody may see them. */
interface LinesAsked {
  metric: CostMetric;
  cause: ChangeCause;
  basis: CostBasis;
  currency: string | null;
  /** Null: everything. */
  reach: { sites: readonly string[]; teams: readonly string[] } | null;
  offset: number;
  limit: number;
}

const text = z.string().nullable();
const count = z.bigint().transform(Number);
const money = z.object({ value: z.bigint() }).transform(({ value }) => formatAmount(value));
const lineSchema = z.object({
  pair: z.number(),
  provider: text,
  billingAccount: text,
  service: text,
  team: text,
  site: text,
  account: text,
  resource: text,
  sku: text,
  region: text,
  category: text,
  class: text,
  unit: text,
  day: text,
  rows_then: count,
  rows_now: count,
  quantity_then: money.nullable(),
  quantity_now: money.nullable(),
  closed: money,
  now: money,
  change: money,
});

/** A line of a bill on both sides, and what one cause changed of it. */
type ChangedLine = Omit<z.infer<typeof lineSchema>, 'pair'> & { source: string };

/**
 * The lines that a cause changed, the largest change first; one more than asked for where there are more. What changed is
 * worked out once for all pages.
 */
export async function listLines(
  ledger: CloseLedger,
  closed: readonly CloseDelivery[],
  now: readonly CloseDelivery[],
  { metric, cause, basis, currency, reach, offset, limit }: LinesAsked,
): Promise<ChangedLine[]> {
  const compared = toCompared(closed, now);
  const pairs = compared.filter(({ delivery }) => delivery.basis === basis).map(({ pair }) => pair);
  if (pairs.length === 0) return [];
  const isOneOf = (column: string, values: readonly string[]) =>
    values.length === 0 ? 'false' : `coalesce(${column} IN (${values.map(toLiteral).join(', ')}), false)`;
  const within = reach === null ? 'true' : `(${isOneOf('site', reach.sites)} OR ${isOneOf('team', reach.teams)})`;
  const columns = [
    ...['pair', 'provider', '"billingAccount"', 'service', 'team', 'site', 'day', ...Object.keys(lineTexts)],
    ...['rows_then', 'rows_now', 'quantity_then', 'quantity_now'],
    ...[`${metric}_then AS closed`, `${metric}_now AS "now"`, `${metric} AS change`],
  ];
  const rows = await withKeptLines(ledger, closed, now, (path) =>
    ledger.engine.query(
      `SELECT ${columns.join(', ')} FROM read_parquet(${toLiteral(path)})
       WHERE pair IN (${[...new Set(pairs)].join(', ')}) AND part = ${toLiteral(cause)} AND ${metric} <> 0 AND ${within}
         AND currency IS NOT DISTINCT FROM ${currency === null ? 'NULL' : toLiteral(currency)}
       ORDER BY abs(${metric}) DESC, pair, id, team NULLS FIRST, site NULLS FIRST LIMIT ${limit + 1} OFFSET ${offset}`,
    ),
  );
  return lineSchema
    .array()
    .parse(rows)
    .map(({ pair, ...line }) => ({ ...line, source: originOf(compared, pair).source }));
}
