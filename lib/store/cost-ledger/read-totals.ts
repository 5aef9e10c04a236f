import { DuckDBDecimalValue, type DuckDBValue } from '@duckdb/node-api';
import type { Amount } from '@/lib/domain/cost/amount';
import { type CostBasis, type CostMetric, costBases } from '@/lib/domain/cost/billing-delivery';
import type { RowDimension } from '@/lib/domain/cost/cost-dimension';
import { Refusal } from '@/lib/domain/refusal';
import { type CostTime, readCountedFiles } from './counted-files';
import { type CostFilter, fromFiles, whereOf } from './counted-rows';
import { newParameters, toDimensionSql } from './dimension-sql';
import type { Ledger } from './ledger';

export interface TotalsQuery {
  by: readonly RowDimension[];
  metrics: readonly CostMetric[];
  time: CostTime;
  /** The instant as of whose knowledge is told. */
  asOf: Date;
  filters?: readonly CostFilter[];
}

/** A sum of one currency and on one basis. */
export interface MetricTotal {
  /** Null where no row tells the amount: it is not known, not nought. */
  amount: Amount | null;
  rows: number;
  /** Rows that do not tell their amount, so that the sum is “at least”. */
  untold: number;
}

export interface CostTotal {
  /** Values of the dimensions asked for, in their order; null: the rows tell none. */
  keys: (string | null)[];
  currency: string;
  /** Sums on two of them never add. */
  basis: CostBasis;
  metrics: Partial<Record<CostMetric, MetricTotal>>;
}

const metricColumns: Record<CostMetric, { column: string; told: string }> = {
  billed: { column: 'BilledCost', told: 'tells_billed' },
  effective: { column: 'EffectiveCost', told: 'tells_effective' },
  list: { column: 'ListCost', told: 'tells_effective' },
  contracted: { column: 'ContractedCost', told: 'tells_effective' },
};

const mostTotals = 200_000;

/**
 * Exact sums over the rows that counted at an instant, each currency and basis by itself, ordered by their keys. Throws a `too-large`
 * Refusal when the dimensions have more values than one answer should hold.
 */
export async function readTotals(ledger: Ledger, query: TotalsQuery): Promise<CostTotal[]> {
  const files = await readCountedFiles(ledger.database, query.asOf, query.time);
  if (files.length === 0) return [];
  const parameters = newParameters<DuckDBValue>();
  const keys = query.by.map((dimension, index) => `${toDimensionSql(dimension, parameters.bind)} AS key${index}`);
  const sums = query.metrics.flatMap((metric) => {
    const { column, told } = metricColumns[metric];
    return [
      `sum(${column}) FILTER (${told}) AS ${metric}_amount`,
      `(count(*) FILTER (${told}))::DOUBLE AS ${metric}_rows`,
      `(count(*) FILTER (${told} AND ${column} IS NULL))::DOUBLE AS ${metric}_untold`,
    ];
  });
  const told = query.metrics.map((metric) => metricColumns[metric].told).join(' OR ');
  const groups = ['BillingCurrency', 'delivery_basis', ...keys.map((_, index) => `key${index}`)].join(', ');
  const sql = `SELECT ${[...keys, 'BillingCurrency AS currency', 'delivery_basis', ...sums].join(', ')}
    FROM ${fromFiles(ledger.folder.root, files)}
    WHERE (${told === '' ? 'true' : told}) AND ${whereOf(query.time, query.filters ?? [], parameters)}
    GROUP BY ${groups} ORDER BY ${[...keys.map((_, index) => `key${index}`), 'currency', 'delivery_basis'].join(', ')} LIMIT ${mostTotals + 1}`;
  const rows = await ledger.engine.query(sql, parameters.values);
  if (rows.length > mostTotals)
    throw new Refusal('too-large', 'There are too many values to tell apart: ask for a shorter time, or for less.');
  return rows.map((row) => toTotal(query, row));
}

function toTotal({ by, metrics }: TotalsQuery, row: Record<string, DuckDBValue>): CostTotal {
  const told = metrics.map((metric): [CostMetric, MetricTotal] => {
    const amount = row[`${metric}_amount`];
    return [
      metric,
      {
        amount: amount instanceof DuckDBDecimalValue ? amount.value : null,
        rows: Number(row[`${metric}_rows`]),
        untold: Number(row[`${metric}_untold`]),
      },
    ];
  });
  return {
    keys: by.map((_, index) => toKey(row[`key${index}`])),
    currency: String(row.currency),
    basis: toBasis(row.delivery_basis),
    metrics: Object.fromEntries(told),
  };
}

function toBasis(value: DuckDBValue | undefined): CostBasis {
  const basis = costBases.find((known) => known === value);
  if (basis === undefined) throw new TypeError('A sum is on no basis.');
  return basis;
}

function toKey(value: DuckDBValue | undefined): string | null {
  return value === null || value === undefined ? null : String(value);
}
