import type { DuckDBConnection } from '@duckdb/node-api';
import { oneOffCategories } from '@/lib/domain/cost/anomaly';
import { toListLiteral, toLiteral } from '@/lib/store/cost-ledger/sql-text';
import { toAttributionSql } from '@/lib/store/cost-rollups/attribution-sql';
import type { CostQuestion } from '@/lib/store/cost-rollups/cost-question';
import type { DeliveryFile } from '@/lib/store/cost-rollups/delivery-files';
import { metricColumns, toDimensionSql, toSource } from '@/lib/store/cost-rollups/encode-rows';
import { groupAlike, toConditions } from '@/lib/store/cost-rollups/tally-rows';

/** Which costs a cause is looked for in. */
export interface StagedDays {
  /** The days of the anomaly, and those they are compared with; no day is in both. */
  days: readonly string[];
  comparedWith: readonly string[];
  /** Without purchases, tax, credits and adjustments, which are judged apart. */
  isUsageAlone: boolean;
}

/** The table of the connection that costs are staged in. */
export const stagedTable = 'anomaly_costs';

/** The columns of the staged table by what costs are told by. */
export const stagedColumns = {
  service: 'service',
  sku: 'sku',
  account: 'account',
  region: 'region',
  resource: 'resource',
  'gpu-model': 'gpu_model',
  team: 'team',
} as const;

/** Adds the costs of a question up by everything a cause may lie in, into a table of the connection. */
export async function stageCosts(
  connection: DuckDBConnection,
  question: CostQuestion,
  { days, comparedWith, isUsageAlone }: StagedDays,
  files: readonly DeliveryFile[],
): Promise<void> {
  const cost = metricColumns[question.metric];
  const all = [...days, ...comparedWith];
  const toDays = (some: readonly string[]) => `list_contains(${toListLiteral(some)}::DATE[], x_charge_day)`;
  const parts = groupAlike(question.deliveries).flatMap((alike) => {
    const paths = files.filter(({ deliveryId }) => alike.some(({ id }) => id === deliveryId)).map(({ path }) => path);
    const rollup = alike[0]?.rollup;
    if (paths.length === 0 || rollup === null || rollup === undefined) return [];
    const attributed = toAttributionSql(rollup.attribution, rollup.tagKeys);
    const expressions = toDimensionSql(attributed.columns);
    const oneOffs = toListLiteral(oneOffCategories);
    const sorted = all.toSorted();
    const conditions = [
      `x_charge_day BETWEEN DATE ${toLiteral(sorted[0] ?? '')} AND DATE ${toLiteral(sorted.at(-1) ?? '')}`,
      toDays(all),
      ...(isUsageAlone ? [`(ChargeCategory IS NULL OR NOT list_contains(${oneOffs}, ChargeCategory))`] : []),
      ...toConditions(question, expressions),
    ];
    return [
      `SELECT ${toDays(days)} AS is_now, ${expressions.service} AS service, ${expressions.sku} AS sku,
         ${expressions.account} AS account, ${expressions.region} AS region, ${expressions['gpu-model']} AS gpu_model,
         ${expressions.team} AS team, coalesce(nullif(ResourceId, ''), nullif(ResourceName, '')) AS resource,
         coalesce(PricingUnit, ConsumedUnit) AS unit, sum(coalesce(PricingQuantity, ConsumedQuantity)) AS quantity,
         coalesce(sum(${cost}), 0)::DECIMAL(38, 24) AS cost, count(*) AS rows, count(*) - count(${cost}) AS untold
       FROM ${attributed.from(toSource(paths))} WHERE ${conditions.join(' AND ')} GROUP BY ALL`,
    ];
  });
  const nothing = `SELECT true AS is_now, ''::VARCHAR AS service, '' AS sku, '' AS account, '' AS region, '' AS gpu_model,
    '' AS team, '' AS resource, '' AS unit, 0::DECIMAL(38, 24) AS quantity, 0::DECIMAL(38, 24) AS cost, 0 AS rows, 0 AS untold
    WHERE false`;
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE ${stagedTable} AS ${parts.length === 0 ? nothing : parts.join(' UNION ALL ')}`,
  );
}
