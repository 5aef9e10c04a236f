import { randomUUID } from 'node:crypto';
import { serverLog } from '@/lib/access/server-log';
import { ensureSchedules } from '@/lib/commands/connections/ensure-schedules';
import { resealSecrets } from '@/lib/commands/connections/reseal-secrets';
import { applyDeclared } from '@/lib/commands/declared/apply-declared';
import type { Config } from '@/lib/config/config';
import type { Database } from '@/lib/store/database/database';
import { workerActor } from './worker-actor';

/**
 * What every worker sees to before it works: millwright.yaml applied, a schedule for all that can be collected, secrets
 * under the current master key.
 */
export async function keepHouse(database: Database, config: Config): Promise<void> {
  const changes = await applyDeclared(database, config);
  if (changes.length > 0) serverLog.info({ changes: changes.length }, 'millwright.yaml was applied.');
  const schedules = await ensureSchedules(database, new Date());
  if (schedules > 0) serverLog.info({ schedules }, 'Connections are read for more than before.');
  const context = { actor: workerActor, database, now: new Date(), requestId: randomUUID() };
  const { rewrapped, unreadable } = await resealSecrets(context, config);
  if (rewrapped.length > 0) serverLog.info({ secrets: rewrapped.length }, 'Secrets were sealed under the current key.');
  for (const { connectionId, message } of unreadable) serverLog.error({ connectionId }, message);
}
