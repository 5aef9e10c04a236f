import { anchorCommitted } from '@/lib/access/anchor-committed';
import { serverLog } from '@/lib/access/server-log';
import { serveMetrics } from '@/lib/api/metrics/serve-metrics';
import { sharedConfig } from '@/lib/config/shared-config';
import { sharedDatabase } from '@/lib/store/database/database';

const anchorEveryMs = 30_000;

/**
 * What the web process does beside answering: serves its metrics on loopback, and keeps the audit head outside the
 * database up with what the worker and the command line record. Throws a ConfigError when it is configured wrongly.
 */
export async function startWeb(): Promise<void> {
  const config = sharedConfig();
  if (config.metricsPort !== null)
    await serveMetrics(config.metricsPort).catch((error) =>
      serverLog.error({ err: error, port: config.metricsPort }, 'The metrics port is taken; there are no metrics.'),
    );
  await anchorCommitted(sharedDatabase(), config);
  setInterval(() => void anchorCommitted(sharedDatabase(), config), anchorEveryMs).unref();
}
