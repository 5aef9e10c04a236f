import { join } from 'node:path';
import type { CostEngine } from '@/lib/store/cost-ledger/cost-engine';
import type { LedgerFolder } from '@/lib/store/cost-ledger/ledger-folder';
import { toLiteral } from '@/lib/store/cost-ledger/sql-text';
import { addDays } from '@/lib/store/cost-rollups/cost-question';
import { rollDelivery } from '@/lib/store/cost-rollups/roll-delivery';
import { recordTestDelivery } from '@/lib/store/cost-rollups/test-delivery';
import { writeQueryAsParquet } from '@/lib/store/cost-rollups/test-ledger';
import type { Database } from '@/lib/store/database/database';

/** A billing scope of the estate; `share`: of all rows. Keys are drawn apart from one another, the first ones most often. */
const scopes = [
  { provider: 'aws', source: 'aws-focus', share: 0.6, accounts: 200, services: 90, skus: 2_000 },
  { provider: 'google-cloud', source: 'google-cloud-focus', share: 0.25, accounts: 120, services: 60, skus: 1_200 },
  { provider: 'azure', source: 'azure-focus', share: 0.15, accounts: 80, services: 50, skus: 1_000 },
] as const;
const months = 13;
const firstMonth = '2025-11-01';
export const seededRange = { from: '2025-11-01', to: '2026-11-30' };

interface SeededDelivery {
  id: string;
  connectionId: null;
  month: string;
}

/** Where the bench's costs are. */
export interface CostBench {
  database: Database;
  engine: CostEngine;
  folder: LedgerFolder;
}

/** Generates bills of so many rows over 13 months and adds them up, where they are not there from an earlier bench. */
export async function seedCosts(
  bench: CostBench,
  rows: number,
  log: (text: string) => void,
): Promise<SeededDelivery[]> {
  const { pool } = bench.database;
  const found = await readSeeded(bench);
  if (found.length === months * scopes.length) return found;
  await pool.query(
    'TRUNCATE cost_rollup, cost_rollup_keys, cost_rollup_cut, cost_rollup_day, cost_file, cost_delivery',
  );
  for (let index = 0; index < months; index += 1) {
    const month = toMonth(index);
    for (const scope of scopes) {
      const count = Math.round((rows * scope.share) / months);
      const file = join('parquet', `${scope.provider}-${month}.parquet`);
      await bench.engine.withConnection((connection) =>
        writeQueryAsParquet(connection, join(bench.folder.root, file), toRows(scope, month, count), columns),
      );
      const id = await recordTestDelivery(bench.database, {
        source: scope.source,
        scope: scope.provider,
        month,
        arrivedAt: new Date(`${addDays(toMonth(index + 1), 6)}T00:00:00Z`),
        days: [addDays(month, -lateDays), addDays(toMonth(index + 1), -1)],
        files: [file],
      });
      await rollDelivery({ ...bench, root: bench.folder.root }, { id, connectionId: null }, new Date());
    }
    log(`${month} is delivered and added up`);
  }
  await pool.query('VACUUM ANALYZE');
  return readSeeded(bench);
}

async function readSeeded({ database }: CostBench): Promise<SeededDelivery[]> {
  const { rows } = await database.pool.query<{ id: string; month: string }>(
    `SELECT id, to_char(billing_month, 'YYYY-MM-DD') AS month FROM cost_delivery JOIN cost_rollup ON delivery_id = id
     ORDER BY billing_month, source`,
  );
  return rows.map((row) => ({ ...row, connectionId: null }));
}

const toMonth = (index: number) => {
  const first = new Date(firstMonth);
  return new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + index, 1)).toISOString().slice(0, 10);
};

/** Some rows are charged for days of the month before. */
const lateDays = 2;
const columns = [
  ...['x_row', 'x_charge_day', 'x_provider', 'x_gpu_model', 'BillingAccountId', 'SubAccountId', 'ServiceName'],
  ...['ServiceCategory', 'RegionId', 'SkuId', 'BillingCurrency', 'ChargeCategory', 'PricingCategory', 'Tags'],
  ...['BilledCost', 'EffectiveCost', 'ListCost', 'ContractedCost', 'ResourceId', 'ResourceName', 'ChargeDescription'],
];

/** From 0 to 1, the same for the same row; each `lane` drawn apart. */
const draw = (lane: number) => `((hash(n * 64 + ${lane}) >> 11)::DOUBLE / 9007199254740992)`;
/** One of so many, by rank as words of a language are: the n-th as often as 1 / n. */
const ranked = (lane: number, most: number) => `floor(exp(${draw(lane)} * ln(${most + 1})))::INTEGER`;

function toRows(scope: (typeof scopes)[number], month: string, count: number): string {
  const { provider, accounts, services, skus } = scope;
  const days = daysIn(month);
  const seed = (Date.parse(month) / 86_400_000) * 100_000_000 + provider.length * 10_000_000_000_000;
  // Azure tells amounts with 24 digits, the others with ten.
  const billed =
    provider === 'azure'
      ? `((${draw(20)} * 9)::DECIMAL(18, 12) * (${draw(21)} * 3)::DECIMAL(18, 12))::DECIMAL(38, 24)`
      : `(${draw(20)} * 12)::DECIMAL(18, 10)::DECIMAL(38, 24)`;
  return `SELECT i + 1 AS x_row,
      DATE ${toLiteral(month)} + CASE WHEN ${draw(1)} < 0.01 THEN -1 - floor(${draw(2)} * ${lateDays})::INTEGER
        ELSE floor(${draw(2)} * ${days})::INTEGER END AS x_charge_day,
      ${toLiteral(provider)} AS x_provider,
      CASE WHEN ${draw(3)} < 0.1 THEN 'GPU ' || ${ranked(4, 8)} END AS x_gpu_model,
      ${toLiteral(`${provider}-payer-`)} || ${ranked(5, 6)} AS BillingAccountId,
      ${toLiteral(`${provider}-account-`)} || ${ranked(6, accounts)} AS SubAccountId,
      ${toLiteral(`${provider}-service-`)} || ${ranked(7, services)} AS ServiceName,
      'Category ' || ${ranked(8, 15)} AS ServiceCategory,
      ${toLiteral(`${provider}-region-`)} || ${ranked(9, 20)} AS RegionId,
      ${toLiteral(`${provider}-sku-`)} || ${ranked(10, skus)} AS SkuId,
      CASE WHEN ${draw(11)} < 0.1 THEN 'EUR' ELSE 'USD' END AS BillingCurrency,
      CASE WHEN ${draw(12)} < 0.95 THEN 'Usage' WHEN ${draw(12)} < 0.98 THEN 'Credit' ELSE 'Purchase' END AS ChargeCategory,
      CASE WHEN ${draw(13)} < 0.8 THEN 'Standard' ELSE 'Committed' END AS PricingCategory,
      CASE WHEN ${draw(14)} < 0.9 THEN '{"team":"team-' || ${ranked(15, 30)} || '","site":"site-' || ${ranked(16, 12)}
        || '","workload":"job-' || ${ranked(17, 400)} || '","model":"model-' || ${ranked(18, 60)} || '"}' END AS Tags,
      CASE WHEN ${draw(12)} BETWEEN 0.95 AND 0.98 THEN -amount ELSE amount END AS BilledCost,
      CASE WHEN ${draw(13)} < 0.8 THEN BilledCost ELSE round(BilledCost * 0.7, 12)::DECIMAL(38, 24) END AS EffectiveCost,
      CASE WHEN ${draw(22)} < 0.02 THEN NULL ELSE (round(amount, 10) * 1.25)::DECIMAL(38, 24) END AS ListCost,
      ListCost AS ContractedCost,
      'resource-' || ${ranked(23, 5_000)} AS ResourceId, ResourceId AS ResourceName, 'Usage of ' || ServiceName AS ChargeDescription
    FROM (SELECT *, ${billed} AS amount FROM (SELECT i, i + ${seed} AS n FROM range(${count}) drawn(i)))`;
}

const daysIn = (month: string) => {
  const date = new Date(month);
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
};
