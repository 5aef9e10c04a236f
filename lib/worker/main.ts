import { setTimeout as sleep } from 'node:timers/promises';
import { anchorCommitted } from '@/lib/access/anchor-committed';
import { serverLog } from '@/lib/access/server-log';
import { serveMetrics } from '@/lib/api/metrics/serve-metrics';
import { advanceAnchor } from '@/lib/audit/advance-anchor';
import { toCollectors } from '@/lib/collect/collectors';
import { type Config, readConfig } from '@/lib/config/config';
import { ConfigError } from '@/lib/config/config-error';
import { ledgerFolderOf } from '@/lib/store/cost-ledger/ledger-folder';
import { type Database, openDatabase } from '@/lib/store/database/database';
import type { MetricStore } from '@/lib/store/metrics/metric-store';
import { openMetricStore } from '@/lib/store/metrics/open-metric-store';
import { keepAnomalies } from './keep-anomalies';
import { createBudgetUpkeep } from './keep-budgets';
import { createCloseUpkeep } from './keep-closes';
import { keepGpuUse } from './keep-gpu-use';
import { keepHouse } from './keep-house';
import { keepLedger } from './keep-ledger';
import { createLinkUpkeep } from './keep-links';
import { createOnPremisesUpkeep } from './keep-on-premises';
import { keepSites } from './keep-sites';
import { keepTagKeys } from './keep-tag-keys';
import { repeatUntil } from './repeat-until';
import { startWorker, type Worker } from './start-worker';
import { tidy } from './tidy';

/** A stop that takes longer is ended by force: the next worker finds what was left. */
const exitWithinMs = 4_800;
const anchorEveryMs = 5_000;
const tidyEveryMs = 3_600_000;
/** So soon rules that were changed hold for the bills that are there. */
const billsEveryMs = 60_000;
const linksEveryMs = 60_000;
const sitesEveryMs = 60_000;
/** So often is looked whether bills came; only then are costs looked through. */
const anomaliesEveryMs = 60_000;
/** So soon five minutes that passed are looked for. */
const gpuUseEveryMs = 60_000;
/** So soon a rate card that was changed holds for the days that were told by the one before. */
const onPremisesEveryMs = 5 * 60_000;

const stopping = new AbortController();
process.once('SIGTERM', () => stopping.abort());
process.once('SIGINT', () => stopping.abort());

try {
  await run(readConfig(undefined, 'worker'));
  process.exit(0);
} catch (error) {
  if (error instanceof ConfigError) console.error(error.faults.join('\n'));
  else serverLog.fatal({ err: error }, 'The worker cannot go on.');
  process.exit(1);
}

async function run(config: Config): Promise<void> {
  const database = openDatabase(config.databaseUrl, {
    applicationName: 'millwright worker',
    onIdleError: (error) => serverLog.warn({ err: error }, 'An idle database connection broke.'),
  });
  if (config.metricsPort !== null) await offerMetrics(config.metricsPort);
  const metricStore = openMetricStore(config, database.pool);
  const worker = await startPatiently(config, database, metricStore);
  if (worker === null) return;
  serverLog.info('The worker is ready.');
  const keepOnPremises = createOnPremisesUpkeep({
    database,
    ledgerFolder: ledgerFolderOf(config.dataDir),
    metricStore,
    now: () => new Date(),
    stopping: stopping.signal,
  });
  const keepBudgets = createBudgetUpkeep(database, {
    now: () => new Date(),
    stopping: stopping.signal,
    queueMails: worker.queueBudgetMails,
  });
  const keepCloses = createCloseUpkeep(database, {
    ledgerFolder: ledgerFolderOf(config.dataDir),
    now: () => new Date(),
    stopping: stopping.signal,
  });
  const keepLinks = createLinkUpkeep(database, metricStore);
  const upkeep = [
    keepUp('The audit head outside the database', anchorEveryMs, async () => {
      await advanceAnchor(database, config.auditAnchorPath);
    }),
    keepUp('The clearing out of old records', tidyEveryMs, () => tidy(database, new Date())),
    keepUp('The upkeep of the bills', billsEveryMs, async () => {
      const times = { now: () => new Date(), stopping: stopping.signal };
      await keepLedger(database, ledgerFolderOf(config.dataDir), times);
    }),
    keepUp('The telling of what on-premises machines cost', onPremisesEveryMs, async () => {
      await keepOnPremises();
    }),
    keepUp('The accounts of GPU-hours', gpuUseEveryMs, async () => {
      await keepGpuUse(database, { now: () => new Date(), stopping: stopping.signal });
    }),
    keepUp('The upkeep of the budgets', billsEveryMs, async () => {
      await keepBudgets();
    }),
    keepUp('The comparison of closed months', billsEveryMs, async () => {
      await keepCloses();
    }),
    keepUp('The listing of tag keys', billsEveryMs, async () => {
      await keepTagKeys(database, ledgerFolderOf(config.dataDir), stopping.signal);
    }),
    keepUp('The search for cost anomalies', anomaliesEveryMs, async () => {
      const times = { now: () => new Date(), stopping: stopping.signal };
      await keepAnomalies(database, ledgerFolderOf(config.dataDir), times);
    }),
    keepUp('The watch over links', linksEveryMs, async () => {
      await keepLinks(new Date());
      await worker.queueLinkMails?.(new Date());
    }),
    keepUp('The watch over sites', sitesEveryMs, async () => {
      await keepSites(database, new Date());
      await worker.queueSiteMails?.(new Date());
    }),
    keepUp('The upkeep of the metrics', tidyEveryMs, () => metricStore.tidy(new Date())),
  ];
  await new Promise((resolve) => stopping.signal.addEventListener('abort', resolve, { once: true }));
  setTimeout(() => process.exit(1), exitWithinMs).unref();
  await worker.stop();
  await Promise.all(upkeep);
  await database.close();
}

/** A port taken by another program costs the figures, not the work. */
async function offerMetrics(port: number): Promise<void> {
  try {
    await serveMetrics(port);
  } catch (error) {
    serverLog.error({ err: error, port }, 'The worker’s metrics cannot be served on this port.');
  }
}

/** Waits for a database that is not there yet. Null when told to stop meanwhile. */
async function startPatiently(config: Config, database: Database, metricStore: MetricStore): Promise<Worker | null> {
  const collectors = toCollectors(metricStore, config.dataDir);
  const deployment = { database, keys: config.keys, egressAllow: config.egressAllow, now: () => new Date() };
  for (let attempt = 1; !stopping.signal.aborted; attempt += 1) {
    try {
      // Beside an empty record, so that its head is kept from the first entry on.
      await anchorCommitted(database, config);
      await keepHouse(database, config);
      return await startWorker({
        databaseUrl: config.databaseUrl,
        deployment,
        collectors,
        ...(config.smtp === null ? {} : { budgetMailing: { database, smtp: config.smtp, origin: config.origin } }),
      });
    } catch (error) {
      if (error instanceof ConfigError) throw error;
      serverLog.error({ err: error, attempt }, 'The worker could not start; it tries again.');
      await sleep(500 + Math.random() * Math.min(10_000, 500 * 2 ** attempt), undefined, {
        signal: stopping.signal,
      }).catch(() => undefined);
    }
  }
  return null;
}

/** Does a chore at intervals until told to stop. Its failure is logged once, and so is its recovery. */
function keepUp(chore: string, everyMs: number, work: () => Promise<void>): Promise<void> {
  const onFailure = (error: unknown) => serverLog.error({ err: error }, `${chore} fails.`);
  const onRecovery = () => serverLog.info(`${chore} works again.`);
  return repeatUntil({ everyMs, signal: stopping.signal, onFailure, onRecovery }, work);
}
