import { setTimeout as sleep } from 'node:timers/promises';
import type { StoredConnection } from '@/lib/store/connections/stored-connection';
import type { Database } from '@/lib/store/database/database';
import type { CollectionRun } from '@/lib/store/runs/collection-run';
import { readLatestRuns } from '@/lib/store/runs/read-runs';
import { dueAtOnce } from '@/lib/store/schedules/move-schedule';

/** A connection and the run that read it. */
export interface SyncedConnection {
  connection: StoredConnection;
  run: CollectionRun;
  /** How long the run took. */
  ms: number;
}

const withinMs = 3_600_000;

/** Makes the inventories of these connections due now, and waits until each has been. */
export async function syncConnections(
  database: Database,
  connections: readonly StoredConnection[],
): Promise<SyncedConnection[]> {
  const since = await readNow(database);
  for (const { id } of connections) await dueAtOnce(database.pool, id, 'inventory');
  return untilRead(database, connections, since);
}

/** Waits until each connection's latest run began after `since` and has ended. */
export async function untilRead(
  database: Database,
  connections: readonly StoredConnection[],
  since: Date,
): Promise<SyncedConnection[]> {
  const giveUpAt = performance.now() + withinMs;
  for (;;) {
    const ids = connections.map(({ id }) => id);
    const runs = await readLatestRuns(database.pool, ids, 'inventory');
    const read = connections.flatMap((connection) => {
      const run = runs.get(connection.id)?.lastEnded;
      if (!run?.finishedAt || run.startedAt < since) return [];
      return [{ connection, run, ms: run.finishedAt.getTime() - run.startedAt.getTime() }];
    });
    if (read.length === connections.length) return read;
    if (performance.now() > giveUpAt) throw new Error(`Only ${read.length} of ${ids.length} connections were read.`);
    await sleep(200);
  }
}

export async function readNow({ pool }: Database): Promise<Date> {
  const { rows } = await pool.query<{ now: Date }>('select clock_timestamp() as now');
  const now = rows[0]?.now;
  if (now === undefined) throw new RangeError('The database did not tell the time.');
  return now;
}
