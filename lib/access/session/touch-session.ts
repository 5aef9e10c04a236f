import { serverLog } from '@/lib/access/server-log';
import type { Database } from '@/lib/store/database/database';
import { sessionPolicy } from './session-policy';

const touchSql = `
  WITH touched AS (
    UPDATE session SET last_seen_at = $2, expires_at = least($2 + $3 * interval '1 ms', created_at + $4 * interval '1 ms')
    WHERE id = $1 AND last_seen_at <= $2 - $5 * interval '1 ms'
    RETURNING person_id)
  UPDATE person SET last_seen_at = $2 FROM touched WHERE person.id = touched.person_id`;

/**
 * Moves a session's idle limit on, at most once a minute however many tabs ask at once.
 * A database that cannot be written must not end reading, so a failure is logged and the request goes on.
 */
export async function touchSession(database: Database, sessionId: string, now: Date): Promise<void> {
  const { idleMs, absoluteMs, touchEveryMs } = sessionPolicy;
  try {
    await database.pool.query(touchSql, [sessionId, now, idleMs, absoluteMs, touchEveryMs]);
  } catch (error) {
    serverLog.warn({ err: error, sessionId }, 'The last use of a session could not be recorded.');
  }
}
