import { isUnavailable } from '@/lib/access/request/is-unavailable';
import { serverLog } from '@/lib/access/server-log';
import type { Database } from '@/lib/store/database/database';
import { sessionLifeSql, sessionPolicy } from './session-policy';

const touchSql = `
  WITH touched AS (
    UPDATE session SET last_seen_at = $2::timestamptz, expires_at = least($3::timestamptz, created_at + ${sessionLifeSql('session.person_id')})
    WHERE id = $1 AND last_seen_at <= $4::timestamptz
    RETURNING person_id)
  UPDATE person SET last_seen_at = $2::timestamptz FROM touched WHERE person.id = touched.person_id`;

/**
 * Moves a session's idle limit on, at most once a minute however many tabs ask at once.
 * A database that cannot be written must not end reading, so that failure is logged and the request goes on.
 */
export async function touchSession(database: Database, sessionId: string, now: Date): Promise<void> {
  const { idleMs, touchEveryMs } = sessionPolicy;
  const idleEnd = new Date(now.getTime() + idleMs);
  const due = new Date(now.getTime() - touchEveryMs);
  try {
    await database.pool.query(touchSql, [sessionId, now, idleEnd, due]);
  } catch (error) {
    if (!isUnavailable(error)) throw error;
    serverLog.warn({ err: error, sessionId }, 'The last use of a session could not be recorded.');
  }
}
