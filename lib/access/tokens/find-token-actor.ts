import { z } from 'zod';
import type { Actor } from '@/lib/access/actor';
import { heldGrantsSql, toHeldGrants } from '@/lib/access/grants/held-grants';
import { hashOpaqueToken } from '@/lib/access/opaque-token';
import { isUnavailable } from '@/lib/access/request/is-unavailable';
import { serverLog } from '@/lib/access/server-log';
import { permissions } from '@/lib/domain/access';
import type { Database } from '@/lib/store/database/database';
import { isApiTokenShaped } from './api-token';

const rowSchema = z.object({
  id: z.string(),
  name: z.string(),
  permissions: z.array(z.string()),
  last_used_at: z.date().nullable(),
  person_id: z.string(),
  email: z.string(),
  grants: z.unknown(),
});

const findSql = `
  SELECT t.id, t.name, t.permissions, t.last_used_at, p.id AS person_id, p.email, ${heldGrantsSql} AS grants
  FROM api_token t JOIN person p ON p.id = t.person_id
  WHERE t.token_hash = $1 AND t.expires_at > $2 AND t.revoked_at IS NULL AND p.disabled_at IS NULL`;

const touchEveryMs = 60_000;

/**
 * Who a bearer token stands for: its person as they are now, narrowed to the token's permissions. Null when it is unknown,
 * expired, revoked, or its person is disabled.
 */
export async function findTokenActor(database: Database, value: string, now: Date): Promise<Actor | null> {
  if (!isApiTokenShaped(value)) return null;
  const { rows } = await database.pool.query(findSql, [hashOpaqueToken(value), now]);
  if (rows.length === 0) return null;
  const row = rowSchema.parse(rows[0]);
  if (row.last_used_at === null || now.getTime() - row.last_used_at.getTime() >= touchEveryMs)
    await touchToken(database, row.id, now);
  return {
    kind: 'token',
    id: row.id,
    personId: row.person_id,
    label: `token ${row.name} of ${row.email}`,
    grants: toHeldGrants(row.grants),
    onlyPermissions: permissions.filter((permission) => row.permissions.includes(permission)),
  };
}

async function touchToken(database: Database, id: string, now: Date): Promise<void> {
  try {
    await database.pool.query('UPDATE api_token SET last_used_at = $2 WHERE id = $1', [id, now]);
  } catch (error) {
    if (!isUnavailable(error)) throw error;
    serverLog.warn({ err: error, tokenId: id }, 'The last use of a token could not be recorded.');
  }
}
