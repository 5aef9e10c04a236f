import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import type { Amount } from '@/lib/domain/cost/amount';
import { type CostBasis, type CostMetric, costMetrics } from '@/lib/domain/cost/billing-delivery';
import { type ChangeCause, changeCauses } from '@/lib/domain/cost/change-cause';
import { lineTable, movedSql, toPartsSql } from './cause-sql';
import { toChangedSql } from './changed-sql';
import type { CloseDelivery } from './close-delivery';
import { toLinesSql } from './line-sql';
import { type ComparedRows, pairDeliveries } from './pair-deliveries';

/** What one cause changed of the costs of lines that are alike in all of this. */
export interface CauseSum {
  cause: ChangeCause;
  source: string;
  scope: string;
  basis: CostBasis;
  currency: string | null;
  provider: string | null;
  billingAccount: string | null;
  service: string | null;
  team: string | null;
  site: string | null;
  /** How many lines it changed each cost of: rows alike in account, resource, SKU, charge period and category. */
  lines: Record<CostMetric, number>;
  /** Exact; of rows that do not tell a cost nothing is added. */
  changes: Record<CostMetric, Amount>;
}

const text = z.string().nullable();
const count = z.bigint().transform(Number);
const decimal = z.object({ value: z.bigint() }).transform(({ value }) => value);
const sumSchema = z.object({
  pair: z.number(),
  part: z.enum(changeCauses),
  currency: text,
  provider: text,
  billingAccount: text,
  service: text,
  team: text,
  site: text,
  lines_billed: count,
  lines_effective: count,
  lines_list: count,
  lines_contracted: count,
  billed: decimal,
  effective: decimal,
  list: decimal,
  contracted: decimal,
});

const ownColumns = ['pair', 'currency', 'provider', '"billingAccount"', 'service', 'team', 'site'];

/**
 * Every cent by which the deliveries of now differ from those of then, by cause. The tables it makes are the connection's
 * own. Ordered, so that the same deliveries give the same answer.
 */
export async function compareDeliveries(
  connection: DuckDBConnection,
  then: readonly CloseDelivery[],
  now: readonly CloseDelivery[],
): Promise<CauseSum[]> {
  const compared = await stageLines(connection, then, now, { detail: false });
  if (compared.length === 0) return [];
  const sums = costMetrics.flatMap((metric) => [
    `sum(${metric})::DECIMAL(38, 24) AS ${metric}`,
    `count(*) FILTER (${metric} <> 0) AS lines_${metric}`,
  ]);
  const groups = [...ownColumns, 'part'].join(', ');
  const reader = await connection.runAndReadAll(
    `SELECT ${groups}, ${sums.join(', ')}
     FROM (${toPartsSql(ownColumns)}) GROUP BY ${groups} ORDER BY ${groups}`,
  );
  return sumSchema
    .array()
    .parse(reader.getRowObjects())
    .map(({ pair, part, currency, provider, billingAccount, service, team, site, ...told }) => ({
      ...originOf(compared, pair),
      cause: part,
      currency,
      provider,
      billingAccount,
      service,
      team,
      site,
      lines: {
        billed: told.lines_billed,
        effective: told.lines_effective,
        list: told.lines_list,
        contracted: told.lines_contracted,
      },
      changes: { billed: told.billed, effective: told.effective, list: told.list, contracted: told.contracted },
    }));
}

/** Stages all lines of a comparison as a table of the connection, with what moved between owners. */
export async function stageLines(
  connection: DuckDBConnection,
  then: readonly CloseDelivery[],
  now: readonly CloseDelivery[],
  options: { detail: boolean },
): Promise<ComparedRows[]> {
  const compared = toCompared(then, now);
  if (compared.length === 0) return compared;
  await connection.run(toChangedSql(compared));
  await connection.run(`CREATE OR REPLACE TEMP TABLE ${lineTable} AS ${toLinesSql(compared, options)}`);
  await connection.run(movedSql);
  return compared;
}

/** What is compared: pairs of deliveries whose rows lie somewhere. */
export function toCompared(then: readonly CloseDelivery[], now: readonly CloseDelivery[]): ComparedRows[] {
  return pairDeliveries(then, now).filter(({ delivery }) => delivery.files.length > 0);
}

/** Where the lines of a pair come from. */
export function originOf(
  compared: readonly ComparedRows[],
  pair: number,
): Pick<CloseDelivery, 'source' | 'scope' | 'basis'> {
  const found = compared.find((rows) => rows.pair === pair);
  if (found === undefined) throw new RangeError('A line of no pair.');
  const { source, scope, basis } = found.delivery;
  return { source, scope, basis };
}
