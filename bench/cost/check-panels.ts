import { formatAmount } from '@/lib/domain/cost/amount';
import type { CostDimension } from '@/lib/domain/cost/cost-dimension';
import { toLiteral } from '@/lib/store/cost-ledger/sql-text';
import { chooseCut } from '@/lib/store/cost-rollups/cost-cut';
import type { CostQuestion, DayRange } from '@/lib/store/cost-rollups/cost-question';
import { dimensionsOf } from '@/lib/store/cost-rollups/cost-question';
import { readKnownDeliveries } from '@/lib/store/cost-rollups/known-deliveries';
import { tallyRollups } from '@/lib/store/cost-rollups/tally-rollups';
import type { CostBench } from './seed-costs';

/** Written by hand for the bench's bills, apart from what the roll-ups are made with. */
const benchColumns: Record<Exclude<CostDimension, 'owner'>, string> = {
  provider: 'x_provider',
  'billing-account': 'BillingAccountId',
  account: 'SubAccountId',
  service: 'ServiceName',
  'service-category': 'ServiceCategory',
  region: 'RegionId',
  'gpu-model': 'x_gpu_model',
  'charge-category': 'ChargeCategory',
  'pricing-category': 'PricingCategory',
  currency: 'BillingCurrency',
  sku: 'SkuId',
  team: "(Tags ->> '$.team')",
  site: "coalesce((Tags ->> '$.site'), x_provider || '/' || RegionId)",
  workload: "(Tags ->> '$.workload')",
  model: "(Tags ->> '$.model')",
};
export const panels = Object.keys(benchColumns) as (keyof typeof benchColumns)[];

/** What panels are narrowed to. */
export type PanelScope = { dimension: 'provider' | 'team' | 'site'; value: string } | null;

/** How many sums of all panels within a scope the roll-ups tell otherwise than the rows. */
export async function countDifferences(bench: CostBench, scope: PanelScope, range: DayRange): Promise<number> {
  const expected = await sumByDuckDb(bench, scope, range);
  const deliveries = await readKnownDeliveries(bench.database.pool, new Date('2027-01-01T00:00:00Z'));
  let differences = 0;
  for (const dimension of panels) {
    const question: CostQuestion = {
      deliveries,
      metric: 'effective',
      dimension,
      filters: scope === null ? new Map() : new Map([[scope.dimension, new Set([scope.value])]]),
      reach: null,
    };
    const cut = chooseCut(dimensionsOf(question));
    if (cut === null) throw new RangeError(`No roll-up holds ${dimension}.`);
    const tally = await tallyRollups(bench.database.pool, question, cut, range);
    for (const [{ currency, label }, { amount, rows }] of tally.entries()) {
      const name = JSON.stringify([dimension, currency, label]);
      if (expected.get(name) !== `${formatAmount(amount)} of ${rows}`) differences += 1;
      expected.delete(name);
    }
  }
  return differences + expected.size;
}

async function sumByDuckDb({ engine, folder }: CostBench, scope: PanelScope, { from, to }: DayRange) {
  const columns = panels.map((panel, index) => `${benchColumns[panel]} AS p${index}`);
  const within = scope === null ? 'true' : `${benchColumns[scope.dimension]} = ${toLiteral(scope.value)}`;
  const sets = panels.map((_, index) => `(currency, p${index})`);
  const groups = panels.map((_, index) => `GROUPING(p${index}) AS g${index}`);
  const rows = await engine.query(
    `SELECT currency, ${panels.map((_, index) => `p${index}`).join(', ')}, ${groups.join(', ')},
       sum(EffectiveCost) AS amount, count(*) AS rows
     FROM (SELECT BillingCurrency AS currency, EffectiveCost, ${columns.join(', ')}
           FROM read_parquet(${toLiteral(`${folder.parquet}/*.parquet`)})
           WHERE x_charge_day BETWEEN DATE ${toLiteral(from)} AND DATE ${toLiteral(to)} AND ${within})
     GROUP BY GROUPING SETS (${sets.join(', ')})`,
  );
  return new Map(
    rows.map((row) => {
      const index = panels.findIndex((_, place) => String(row[`g${place}`]) === '0');
      const amount = row.amount as unknown as { value: bigint };
      return [
        JSON.stringify([panels[index], row.currency, row[`p${index}`]]),
        `${formatAmount(amount.value)} of ${row.rows}`,
      ];
    }),
  );
}
