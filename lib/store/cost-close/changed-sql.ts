import { metricColumns, toSource } from '@/lib/store/cost-rollups/encode-rows';
import type { ComparedRows } from './pair-deliveries';

/** A table of the connection: of each pair the rows that one side has more often than the other. */
const changedTable = 'close_changed';

/** Every column that a comparison or an attribution looks at: rows alike in all of them are the same row. */
const compared = [
  ...['BillingAccountId', 'SubAccountId', 'x_provider', 'ProviderName', 'ServiceProviderName', 'ServiceName'],
  ...['ResourceId', 'ResourceName', 'SkuId', 'SkuMeter', 'RegionId', 'BillingCurrency', 'PricingUnit', 'ConsumedUnit'],
  ...['ChargeCategory', 'ChargeClass', 'ChargeFrequency', 'CommitmentDiscountId', 'CommitmentDiscountStatus'],
  ...['ChargePeriodStart', 'ChargePeriodEnd', 'PricingQuantity', 'ConsumedQuantity', 'Tags'],
  ...Object.values(metricColumns),
];

// Two hashes, one of the columns in reverse: a collision of one alone would lose a row, and what is lost shows as `other`.
const hashes = `hash(${compared.join(', ')}) AS x_hash, hash(${[...compared].reverse().join(', ')}) AS x_hash_back`;

/**
 * SQL that finds the rows that changed: those of both sides that are alike in everything cancel out, however often they are
 * there. Most of a month is the same, and tags need not be read of it.
 */
export function toChangedSql(rows: readonly ComparedRows[]): string {
  const sides = rows
    .filter(({ cause }) => cause === null)
    .map(
      ({ delivery, side, pair }) =>
        `SELECT ${pair}::SMALLINT AS pair, ${hashes}, ${side === 'now' ? 1 : -1} AS sign FROM ${toSource(delivery.files)}`,
    );
  const none = 'SELECT 0::SMALLINT AS pair, 0::UBIGINT AS x_hash, 0::UBIGINT AS x_hash_back, 0 AS sign WHERE false';
  return `CREATE OR REPLACE TEMP TABLE ${changedTable} AS
    SELECT pair, x_hash, x_hash_back, sum(sign)::INTEGER AS balance FROM (${[none, ...sides].join(' UNION ALL ')})
    GROUP BY pair, x_hash, x_hash_back HAVING sum(sign) <> 0`;
}

/** The rows of one side of a pair that the other has not, each as often as it has more of it. */
export function fromChanged({ delivery, side, pair }: ComparedRows): string {
  return `(SELECT told.* FROM (SELECT *, ${hashes} FROM ${toSource(delivery.files)}) told
    JOIN ${changedTable} changed ON changed.pair = ${pair} AND changed.x_hash = told.x_hash
      AND changed.x_hash_back = told.x_hash_back AND changed.balance ${side === 'now' ? '> 0' : '< 0'}
    QUALIFY row_number() OVER (PARTITION BY told.x_hash, told.x_hash_back) <= abs(changed.balance))`;
}
