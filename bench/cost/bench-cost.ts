import { readdir, stat } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { cliActor } from '@/lib/access/actor';
import { costQuerySchema, costSchema } from '@/lib/api/contracts/cost';
import { sharedCostEngine } from '@/lib/store/cost-ledger/cost-engine';
import { ensureLedgerFolder, ledgerFolderOf } from '@/lib/store/cost-ledger/ledger-folder';
import { rollDelivery } from '@/lib/store/cost-rollups/roll-delivery';
import { openDatabase } from '@/lib/store/database/database';
import { startEmbeddedPostgres } from '@/lib/store/database/embedded-postgres';
import { migrate } from '@/lib/store/database/migrate';
import { readCost } from '@/lib/views/cost/read-cost';
import { type Measurement, measure, timed, toQuantiles } from '../measure';
import { countDifferences, type PanelScope, panels } from './check-panels';
import { type CostBench, seedCosts, seededRange } from './seed-costs';

const panelBar = { atMost: 150 };
const turns = 6;

/** How soon costs of so many rows are told, in a database and a ledger kept between benches. */
export async function benchCost(directory: string, rows: number): Promise<Measurement[]> {
  const home = join(directory, `cost-${rows}`);
  const folder = await ensureLedgerFolder(ledgerFolderOf(home));
  const server = await startEmbeddedPostgres(join(home, 'postgres'));
  const database = openDatabase(server.url, { statementTimeoutMs: 1_800_000, applicationName: 'millwright bench' });
  const engine = await sharedCostEngine(folder);
  try {
    await migrate(server.url);
    return await measureCosts({ database, engine, folder }, rows);
  } finally {
    await engine.close();
    await database.close();
    await server.stop();
  }
}

async function measureCosts(bench: CostBench, rows: number): Promise<Measurement[]> {
  const seeded = await seedCosts(bench, rows, console.log);
  const size = await bench.database.pool.query<{ bytes: string }>(
    `SELECT sum(pg_total_relation_size(name::regclass)) AS bytes FROM unnest(ARRAY['cost_rollup_keys', 'cost_rollup_cut', 'cost_rollup_day']) name`,
  );
  console.log(`${rows} rows; load of the last minute ${loadavg()[0]?.toFixed(1)}`);
  const results: Measurement[] = [
    { name: 'Parquet on disk', ...both((await sizeOf(bench.folder.parquet)) / 1e6), unit: 'MB' },
    { name: 'roll-ups in PostgreSQL', ...both(Number(size.rows[0]?.bytes) / 1e6), unit: 'MB' },
  ];
  const scopes: PanelScope[] = [
    null,
    { dimension: 'provider', value: 'aws' },
    { dimension: 'team', value: 'team-1' },
    { dimension: 'site', value: 'site-1' },
  ];
  for (const scope of scopes) results.push(await measurePanels(bench, scope));
  for (const scope of scopes) {
    const range = scope === null ? { from: '2025-12-10', to: '2026-11-17' } : seededRange;
    const differences = await countDifferences(bench, scope, range);
    const name = `sums unlike the rows’, ${scope === null ? 'from mid-month to mid-month' : `within ${scope.value}`}`;
    results.push({ name, ...both(differences), unit: 'ratio', bar: { atMost: 0 } });
  }
  results.push(...(await measureDrillDowns(bench)));
  const month = '2026-10-01';
  const again = seeded.filter((delivery) => delivery.month === month);
  const roll = await timed(async () => {
    for (const delivery of again) await rollDelivery({ ...bench, root: bench.folder.root }, delivery, new Date());
  });
  results.push({ name: `adding up ${month.slice(0, 7)} anew`, ...both(roll / 1_000), unit: 's', bar: { atMost: 5 } });
  results.push({
    name: 'most memory of the process',
    ...both(process.resourceUsage().maxRSS / 1_000),
    unit: 'MB',
    bar: { atMost: 1_500 },
  });
  return results;
}

const both = (value: number) => ({ median: value, p95: value });

async function sizeOf(folder: string): Promise<number> {
  const sizes = await Promise.all((await readdir(folder)).map(async (name) => (await stat(join(folder, name))).size));
  return sizes.reduce((sum, one) => sum + one, 0);
}

const ranges = [seededRange, { from: '2026-09-01', to: '2026-11-30' }, { from: '2026-08-17', to: '2026-11-14' }];
const steps = ['month', 'day', 'week'];

/** Asks for every panel within a scope, over all months and less, as the API answers it. The slowest panel stands. */
async function measurePanels(bench: CostBench, scope: PanelScope): Promise<Measurement> {
  let slowest: Measurement | null = null;
  for (const by of panels) {
    const within = scope === null ? {} : { [scope.dimension]: scope.value };
    const measured = await measure(`panel by ${by}`, turns, async (turn) => {
      const query = { ...ranges[turn % ranges.length], ...within, by, step: steps[turn % steps.length] };
      const { readFrom } = await ask(bench, query);
      if (readFrom !== 'roll-ups') throw new Error(`The panel by ${by} was read from rows.`);
    });
    if (slowest === null || measured.p95 > slowest.p95) slowest = measured;
  }
  if (slowest === null) throw new RangeError('There are no panels.');
  const name = `slowest of ${panels.length} panels${scope === null ? '' : ` within one ${scope.dimension}`}: ${slowest.name}`;
  return { ...slowest, name, bar: panelBar };
}

async function ask({ database, engine, folder }: CostBench, query: Record<string, unknown>) {
  const context = { actor: cliActor('bench'), database, now: new Date('2027-01-01T00:00:00Z') };
  const answer = await readCost(context, costQuerySchema.parse(query), async () => ({ root: folder.root, engine }));
  return costSchema.parse(JSON.parse(JSON.stringify(answer)));
}

/** What no roll-up holds, beside the same sums asked of DuckDB by hand. */
async function measureDrillDowns(bench: CostBench): Promise<Measurement[]> {
  const source = `read_parquet('${bench.folder.parquet}/*.parquet')`;
  const byHand = (label: string, where: string) =>
    `SELECT BillingCurrency, ${label} AS label, x_charge_day, count(*), count(EffectiveCost), sum(EffectiveCost)
     FROM ${source} WHERE ${where} GROUP BY ALL`;
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
    const ours: number[] = [];
    const direct: number[] = [];
    for (let turn = 0; turn < 5; turn += 1) {
      direct.push(await timed(() => bench.engine.query(sql)));
      ours.push(await timed(() => ask(bench, { ...seededRange, step: 'month', ...query })));
    }
    const [asked, plain] = [toQuantiles(ours.slice(1)), toQuantiles(direct.slice(1))];
    results.push({ name: `${name}, by hand`, ...plain, unit: 'ms' });
    results.push({ name, ...asked, unit: 'ms' });
    const ratio = asked.median / plain.median;
    results.push({ name: `${name}, to by hand`, ...both(ratio), unit: 'ratio', bar: { atMost: 1.5 } });
  }
  return results;
}
