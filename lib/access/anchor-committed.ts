import { advanceAnchor } from '@/lib/audit/advance-anchor';
import type { Config } from '@/lib/config/config';
import type { Database } from '@/lib/store/database/database';
import { serverLog } from './server-log';

/**
 * Moves the audit head kept outside the database up to what has just been committed. The change stands whatever happens
 * here, so a failure is logged and the next change catches up.
 */
export async function anchorCommitted(database: Database, config: Pick<Config, 'auditAnchorPath'>): Promise<void> {
  try {
    const state = await advanceAnchor(database, config.auditAnchorPath);
    if (state !== 'agrees')
      serverLog.error({ state, path: config.auditAnchorPath }, 'The audit head outside the database does not follow.');
  } catch (error) {
    serverLog.error({ err: error }, 'The audit head outside the database could not be written.');
  }
}
