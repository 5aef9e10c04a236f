import { toCollectors } from '@/lib/collect/collectors';
import { readConfig } from '@/lib/config/config';
import { openDatabase } from '@/lib/store/database/database';
import { openMetricStore } from '@/lib/store/metrics/open-metric-store';
import { startWorker } from './start-worker';

/** A worker process for tests to kill: the real one, but quicker to read and to notice that another died. */
const config = readConfig(undefined, 'worker');
const database = openDatabase(config.databaseUrl, { maxConnections: 8 });
await startWorker({
  databaseUrl: config.databaseUrl,
  deployment: {
    database,
    keys: config.keys,
    egressAllow: config.egressAllow,
    now: () => new Date(),
    limits: { ratePerSecond: 1000 },
  },
  collectors: toCollectors(openMetricStore(config, database.pool), config.dataDir),
  timings: { heartbeatSeconds: 10, superviseSeconds: 1, leaseTtlMs: 12_000, pollSeconds: 0.5 },
});
