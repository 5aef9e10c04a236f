import { readdir, stat } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { cliActor } from '@/lib/access/actor';
import { commitmentsQuerySchema } from '@/lib/api/contracts/cost-commitments';
import { transferQuerySchema } from '@/lib/api/contracts/cost-transfer';
import { sharedCostEngine } from '@/lib/store/cost-ledger/cost-engine';
import { ensureLedgerFolder, ledgerFolderOf } from '@/lib/store/cost-ledger/ledger-folder';
import { rollDelivery } from '@/lib/store/cost-rollups/roll-delivery';
import { openDatabase } from '@/lib/store/database/database';
import { startEmbeddedPostgres } from '@/lib/store/database/embedded-postgres';
import { migrate } from '@/lib/store/database/migrate';
import { readCommitments } from '@/lib/views/cost/read-commitments';
import { readTransfer } from '@/lib/views/cost/read-transfer';
import { both, type Measurement, measure, timed } from '../measure';
import { askCost } from './ask-cost';
import { measureDrillDowns } from './bench-drill-downs';
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
  results.push(...(await measureSums(bench)));
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
      const { readFrom } = await askCost(bench, query);
      if (readFrom !== 'roll-ups') throw new Error(`The panel by ${by} was read from rows.`);
    });
    if (slowest === null || measured.p95 > slowest.p95) slowest = measured;
  }
  if (slowest === null) throw new RangeError('There are no panels.');
  const name = `slowest of ${panels.length} panels${scope === null ? '' : ` within one ${scope.dimension}`}: ${slowest.name}`;
  return { ...slowest, name, bar: panelBar };
}

/** Commitments and data transfer, as the API answers them, over all months and less. */
async function measureSums({ database }: CostBench): Promise<Measurement[]> {
  const context = { actor: cliActor('bench'), database, now: new Date('2027-01-01T00:00:00Z') };
  const size = await database.pool.query<{ bytes: string; rows: string }>(
    `SELECT pg_total_relation_size('cost_commitment_cut') + pg_total_relation_size('cost_transfer_cut') AS bytes,
       (SELECT count(*) FROM cost_commitment_cut) + (SELECT count(*) FROM cost_transfer_cut) AS rows`,
  );
  console.log(`${size.rows[0]?.rows} packed sums of commitments and data transfer`);
  const spanOf = (turn: number) => ({ ...ranges[turn % ranges.length], step: steps[turn % steps.length] });
  return [
    { name: 'their sums in PostgreSQL', ...both(Number(size.rows[0]?.bytes) / 1e6), unit: 'MB' },
    await measure(
      'commitments and spot share',
      turns,
      (turn) => readCommitments(context, commitmentsQuerySchema.parse(spanOf(turn))),
      panelBar,
    ),
    await measure(
      'matrix of data transfer',
      turns,
      (turn) => readTransfer(context, transferQuerySchema.parse(spanOf(turn))),
      panelBar,
    ),
  ];
}
