import type { DuckDBConnection } from '@duckdb/node-api';
import type { Attribution } from '@/lib/domain/cost/attribution-rules';
import { toAttributionSql } from '@/lib/store/cost-rollups/attribution-sql';
import { toSource } from '@/lib/store/cost-rollups/encode-rows';
import { codeTransfers } from './code-transfers';
import { costColumns, providerSql } from './costs-sql';
import { packTransferNames } from './pack-transfer-names';
import { packTransferCuts } from './pack-transfers';
import type { TransferSumsOfDelivery } from './stored-sums';
import { createTransferRouter } from './transfer-ways';

const staged = 'transfer_rows';

/**
 * Adds up a delivery's charges for data by the way it went, by day and over all days, and lists what they are called. Which
 * way is told from the rows' own texts, so that deliveries that were read by older patterns are told alike. `tagKeys`: as the
 * rows spell them.
 */
export async function computeTransferSums(
  connection: DuckDBConnection,
  files: readonly string[],
  attribution: Attribution,
  tagKeys: readonly string[],
): Promise<TransferSumsOfDelivery> {
  try {
    await connection.run(stageSql(files, attribution, tagKeys));
    const any = await connection.runAndReadAll(`SELECT 1 FROM ${staged} LIMIT 1`);
    if (any.currentRowCount === 0) return { transferCuts: [], transferNames: null };
    const coded = await codeTransfers(connection, staged);
    const toWays = createTransferRouter(attribution);
    return { transferCuts: packTransferCuts(coded, toWays), transferNames: packTransferNames(coded, toWays) };
  } finally {
    await connection.run(`DROP TABLE IF EXISTS ${staged}`);
  }
}

/** Texts that speak of data; what they are in a row for is told later. */
const mentions = [
  'Bytes',
  'DataXfer',
  'DataTransfer',
  'Data Transfer',
  'Data transfer',
  'data transfer',
  'Egress',
  'egress',
];

/** Rows that may be charges for data, those alike in everything that sums and names are by added up once. */
function stageSql(files: readonly string[], attribution: Attribution, tagKeys: readonly string[]): string {
  const usage = ['x_UsageType', 'x_SkuMeterName', 'x_SkuDescription'].map((name) => `x_other['${name}']`);
  const isMentioned = mentions.map((text) => `contains(x_meter, '${text}')`);
  const metered = `(SELECT * FROM (SELECT *, coalesce(${usage.join(', ')}, SkuMeter, ChargeDescription) AS x_meter FROM ${toSource(files)})
    WHERE x_transfer IS NOT NULL OR ${isMentioned.join(' OR ')})`;
  const { from, columns } = toAttributionSql(attribution, tagKeys);
  const quantity = '(CASE WHEN ConsumedUnit IS NULL THEN PricingQuantity ELSE ConsumedQuantity END)';
  return `CREATE OR REPLACE TEMP TABLE ${staged} AS
    SELECT (x_charge_day - DATE '1970-01-01')::INTEGER AS day, ${providerSql} AS provider, nullif(BillingCurrency, '') AS currency,
      nullif(ChargeCategory, '') AS category, nullif(RegionId, '') AS region, x_meter AS meter, x_transfer AS known,
      nullif(ServiceName, '') AS service, nullif(x_other['x_Operation'], '') AS operation, nullif(SkuId, '') AS sku,
      coalesce(ConsumedUnit, PricingUnit) AS unit, ${columns.team} AS team, ${columns.site} AS site, count(*) AS rows, ${costColumns},
      sum(trunc(${quantity})::HUGEINT) AS whole_quantity, sum(${quantity} - trunc(${quantity})) AS part_quantity,
      count(*) - count(${quantity}) AS untold_quantity
    FROM ${from(metered)} GROUP BY ALL`;
}
