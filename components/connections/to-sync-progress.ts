import type { ConnectionRun } from '@/lib/api/contracts/connections';

/** A sync somebody asked for here: which run was the latest when they did (null when there was none). */
export interface AskedSync {
  lastRunId: string | null;
}

/** Where a sync stands. `done` carries the run that answered the request. */
export type SyncProgress =
  | { state: 'idle' }
  | { state: 'queued' }
  | { state: 'running'; run: ConnectionRun }
  | { state: 'done'; run: ConnectionRun };

/**
 * Told only from what the server says: a request is queued until a run newer than the one at the time of asking
 * appears, and done only when that run has ended.
 */
export function toSyncProgress(asked: AskedSync | null, lastRun: ConnectionRun | null): SyncProgress {
  if (lastRun?.outcome === 'running') return { state: 'running', run: lastRun };
  if (asked === null) return { state: 'idle' };
  if (lastRun === null || lastRun.id === asked.lastRunId) return { state: 'queued' };
  return { state: 'done', run: lastRun };
}
