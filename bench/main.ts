import { mkdir } from 'node:fs/promises';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { cliActor } from '@/lib/access/actor';
import { openDatabase } from '@/lib/store/database/database';
import { startEmbeddedPostgres } from '@/lib/store/database/embedded-postgres';
import { migrate } from '@/lib/store/database/migrate';
import { fullScale } from '@/sandbox/world/growth';
import { benchConsole } from './console/bench-console';
import { benchHeatmap } from './console/bench-heatmap';
import { benchSiteMap } from './console/bench-site-map';
import { benchCost } from './cost/bench-cost';
import { benchCostImport } from './cost/bench-cost-import';
import { benchGpus } from './gpus/bench-gpus';
import { benchFilters } from './inventory/bench-filters';
import { benchOverview } from './inventory/bench-overview';
import { benchPages } from './inventory/bench-pages';
import { benchReferences } from './inventory/bench-references';
import { benchSearch } from './inventory/bench-search';
import { benchUpserts } from './inventory/bench-upserts';
import { ensureConnections, seedEstate } from './inventory/seed-estate';
import { benchLinks } from './links/bench-links';
import { benchMatrix } from './links-matrix/bench-matrix';
import { benchMetricEngines } from './metrics/bench-metric-engines';
import { benchMetrics } from './metrics/bench-metrics';
import { printTable } from './print-table';
import { benchProbes } from './probes/bench-probes';
import { benchSites } from './sites/bench-sites';
import { benchHang } from './sync/bench-hang';
import { benchSlurm } from './sync/bench-slurm';
import { benchSync } from './sync/bench-sync';
import { benchWorkloads } from './workloads/bench-workloads';

const { values } = parseArgs({
  options: {
    resources: { type: 'string', default: '1000000' },
    scale: { type: 'string', default: String(fullScale) },
    gpus: { type: 'string', default: '20000' },
    'cost-rows': { type: 'string', default: '20000000' },
    'data-dir': { type: 'string', default: '.millwright/bench' },
    only: { type: 'string', multiple: true },
  },
});
const total = Number(values.resources);
const wants = (part: string) => values.only === undefined || values.only.includes(part);

const inventoryParts = ['references', 'pages', 'filters', 'search', 'overview', 'upserts'];

let missed = 0;
if (wants('console')) missed += printTable('The built demo', await benchConsole());
if (wants('heatmap')) missed += printTable('The heatmap of a large fleet', await benchHeatmap());
if (wants('site-map')) missed += printTable('The map of many sites', await benchSiteMap());
if (wants('slurm')) missed += printTable('A large Slurm cluster', await benchSlurm());
if (wants('hang')) missed += printTable('One provider hanging', await benchHang());
if (wants('sync')) missed += printTable('Reading the whole factory', await benchSync(Number(values.scale)));
if (wants('metrics')) missed += printTable('Metrics', await benchMetrics());
if (wants('metric-engines')) missed += printTable('Metric engines', await benchMetricEngines());
if (wants('workloads')) missed += printTable('Workloads', await benchWorkloads());
if (wants('cost-import')) missed += printTable('A restated month of bills', await benchCostImport());
if (wants('probes')) missed += printTable('Probes', await benchProbes());
if (wants('matrix')) missed += printTable('The latency matrix', await benchMatrix());
if (wants('links')) missed += printTable('Links', await benchLinks());
if (wants('sites')) missed += printTable('Sites', await benchSites());
if (wants('gpus')) missed += printTable('GPUs', await benchGpus(Number(values.gpus)));
if (wants('cost')) missed += printTable('Costs', await benchCost(values['data-dir'], Number(values['cost-rows'])));
if (inventoryParts.some(wants)) missed += await benchInventory();
console.log(missed === 0 ? '\nEvery bar is met.' : `\n${missed} bars are missed.`);

/** Measures the inventory at full size, in a database kept between benches. Returns how many bars it missed. */
async function benchInventory(): Promise<number> {
  await mkdir(values['data-dir'], { recursive: true });
  const server = await startEmbeddedPostgres(`${values['data-dir']}/postgres-${total}`);
  const database = openDatabase(server.url, { statementTimeoutMs: 1_800_000, applicationName: 'millwright bench' });
  let missed = 0;
  try {
    await migrate(server.url);
    await ensureConnections(database);
    const stored = await database.prisma.resource.count();
    if (stored < total) await seedEstate(database, total, console.log);
    console.log(`${total} resources on ${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.version}`);
    const context = { actor: cliActor('bench'), database, now: new Date() };
    if (wants('references')) missed += printTable('References', await benchReferences(database));
    if (wants('pages')) missed += printTable('Pages', await benchPages(context));
    if (wants('filters')) missed += printTable('Filters and facets', await benchFilters(context));
    if (wants('search')) {
      const { measurements, slowest } = await benchSearch(context);
      missed += printTable('Search as you type', measurements);
      console.log(`Slowest: ${slowest.map(({ text, ms }) => `${text} ${ms.toFixed(0)} ms`).join('; ')}`);
    }
    if (wants('overview')) missed += printTable('Overview', await benchOverview(context));
    if (wants('upserts')) missed += printTable('Upserts', await benchUpserts(database, total));
    return missed;
  } finally {
    await database.close();
    await server.stop();
  }
}
