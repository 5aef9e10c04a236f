import { DuckDBDecimalValue, type DuckDBValue } from '@duckdb/node-api';
import type { Cost, CostLine } from '@/lib/api/contracts/cost';
import { formatAmount } from '@/lib/domain/cost/amount';
import { both, type Measurement, timed, toQuantiles } from '../measure';
import { askCost } from './ask-cost';
import { type CostBench, seededRange } from './seed-costs';

/** What no roll-up holds, beside the same sums asked of DuckDB by hand over the same rows; both must tell the same. */
export async function measureDrillDowns(bench: CostBench): Promise<Measurement[]> {
  const source = `read_parquet('${bench.folder.parquet}/*.parquet')`;
  const days = `x_charge_day BETWEEN DATE '${seededRange.from}' AND DATE '${seededRange.to}'`;
  const byHand = (label: string, where: string) =>
    `SELECT BillingCurrency AS currency, ${label} AS label, date_trunc('month', x_charge_day) AS month, count(*) AS rows,
       count(EffectiveCost) AS told, sum(EffectiveCost) AS amount
     FROM ${source} WHERE ${days} AND ${where} GROUP BY ALL`;
  const drillDowns = [
    {
      name: 'SKUs of one service in one account',
      query: { by: 'sku', service: 'aws-service-1', account: 'aws-account-1' },
      sql: byHand('SkuId', "ServiceName = 'aws-service-1' AND SubAccountId = 'aws-account-1'"),
    },
    {
      name: 'workloads of one team in one region',
      query: { by: 'workload', team: 'team-2', region: 'aws-region-2' },
      sql: byHand("(Tags ->> '$.workload')", "RegionId = 'aws-region-2' AND (Tags ->> '$.team') = 'team-2'"),
    },
  ];
  const results: Measurement[] = [];
  for (const { name, query, sql } of drillDowns) {
    const asking = { ...seededRange, step: 'month', ...query };
    const differences = countUnlike(await askCost(bench, asking), await bench.engine.query(sql));
    results.push({
      name: `${name}, sums unlike those by hand`,
      ...both(differences),
      unit: 'ratio',
      bar: { atMost: 0 },
    });
    const ours: number[] = [];
    const direct: number[] = [];
    for (let turn = 0; turn < 9; turn += 1) {
      direct.push(await timed(() => bench.engine.query(sql)));
      ours.push(await timed(() => askCost(bench, asking)));
    }
    const [asked, plain] = [toQuantiles(ours), toQuantiles(direct)];
    results.push({ name: `${name}, by hand`, ...plain, unit: 'ms' });
    results.push({ name, ...asked, unit: 'ms' });
    const ratio = asked.median / plain.median;
    results.push({ name: `${name}, to by hand`, ...both(ratio), unit: 'ratio', bar: { atMost: 1.5 } });
  }
  return results;
}

/** How many of the totals that an answer shows, by currency and by value, are other than what rows by hand add up to. */
function countUnlike({ books }: Cost, byHand: readonly Record<string, DuckDBValue>[]): number {
  const sums = new Map<string, { amount: bigint; rows: bigint }>();
  for (const { currency, label, rows, amount } of byHand)
    for (const name of [JSON.stringify([currency]), JSON.stringify([currency, label])]) {
      const sum = sums.get(name) ?? { amount: 0n, rows: 0n };
      sums.set(name, sum);
      sum.rows += BigInt(String(rows));
      if (amount instanceof DuckDBDecimalValue) sum.amount += amount.value;
    }
  const isUnlike = (name: string, { total }: CostLine) => {
    const sum = sums.get(name);
    return sum === undefined || total.amount !== formatAmount(sum.amount) || BigInt(total.rows) !== sum.rows;
  };
  return books
    .flatMap(({ currency, whole, shown }) => [
      isUnlike(JSON.stringify([currency]), whole),
      ...shown.map((line) => isUnlike(JSON.stringify([currency, line.value]), line)),
    ])
    .filter((one) => one).length;
}
