import { randomUUID } from 'node:crypto';
import { cliActor } from '@/lib/access/actor';
import { serverLog } from '@/lib/access/server-log';
import { readConfig } from '@/lib/config/config';
import type { Environment } from '@/lib/config/environment';
import { openDatabase } from '@/lib/store/database/database';
import { repeatUntil } from '@/lib/worker/repeat-until';
import { bringRates } from './bring-rates';

const everyMs = 3_600_000;

/** Brings the simulated rates of each new day in for as long as a demo runs, for a rate serves seven days and no longer. */
export function keepRates(
  env: Environment,
  { now = () => new Date(), everyMs: pauseMs = everyMs }: { now?: () => Date; everyMs?: number } = {},
): { stop(): Promise<void> } {
  const { databaseUrl } = readConfig(env, 'cli');
  const stopping = new AbortController();
  let broughtOn: string | null = null;
  const work = async () => {
    const at = now();
    const today = at.toISOString().slice(0, 10);
    if (today === broughtOn) return;
    // Once a day is too seldom to hold a connection for.
    const database = openDatabase(databaseUrl, { applicationName: 'millwright demo', maxConnections: 1 });
    try {
      await bringRates({
        context: { actor: cliActor('demo'), database, now: at, requestId: `demo-${randomUUID()}` },
      });
    } finally {
      await database.close();
    }
    broughtOn = today;
  };
  const repetition = {
    everyMs: pauseMs,
    signal: stopping.signal,
    onFailure: (error: unknown) =>
      serverLog.warn({ err: error }, 'The simulated rates of today cannot be brought in now.'),
    onRecovery: () => serverLog.info('The simulated rates of today are brought in.'),
  };
  const running = repeatUntil(repetition, work);
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
