import { z } from 'zod';
import type { Actor } from '@/lib/access/actor';
import { heldGrantsSql, toHeldGrants } from '@/lib/access/grants/held-grants';
import { hashOpaqueToken } from '@/lib/access/opaque-token';
import type { Database } from '@/lib/store/database/database';
import { sessionLifeSql, sessionPolicy } from './session-policy';
import { touchSession } from './touch-session';

const rowSchema = z.object({
  session_id: z.string(),
  last_seen_at: z.date(),
  person_id: z.string(),
  email: z.string(),
  grants: z.unknown(),
});

const findSql = `
  SELECT s.id AS session_id, s.last_seen_at, p.id AS person_id, p.email, ${heldGrantsSql} AS grants
  FROM session s JOIN person p ON p.id = s.person_id
  WHERE s.token_hash = $1 AND s.expires_at > $2 AND s.created_at + ${sessionLifeSql('p.id')} > $2::timestamptz AND p.disabled_at IS NULL`;

/**
 * Who a session cookie stands for, with what they hold now; null when the session is unknown, over or its person disabled.
 * Read from the database on every request, so that sign-out, demotion and disabling take effect on the next one.
 */
export async function findSessionActor(database: Database, token: string, now: Date): Promise<Actor | null> {
  const { rows } = await database.pool.query(findSql, [hashOpaqueToken(token), now]);
  if (rows.length === 0) return null;
  const row = rowSchema.parse(rows[0]);
  if (now.getTime() - row.last_seen_at.getTime() >= sessionPolicy.touchEveryMs)
    await touchSession(database, row.session_id, now);
  return {
    kind: 'person',
    id: row.person_id,
    personId: row.person_id,
    label: row.email,
    grants: toHeldGrants(row.grants),
  };
}
