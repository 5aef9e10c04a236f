import type pg from 'pg';
import type { InventoryScope } from './inventory-scope';

/** A scope and the native ids its read found. */
interface Found {
  connectionId: string;
  scope: InventoryScope;
  seen: string[];
}

const presentInScope = `r.connection_id = $1 and r.account = $2 and r.scope_region = $3 and r.kind = $4 and r.gone_at is null`;
const missing = 'not exists (select from unnest($5::text[]) seen(native_id) where seen.native_id = r.native_id)';

/** Resources present in the scope, those of this read included, and how many of them the read did not find. */
export async function countMissing(client: pg.ClientBase, found: Found): Promise<{ present: number; missing: number }> {
  const { rows } = await client.query<{ present: string; missing: string }>(
    `select count(*) as present, count(*) filter (where ${missing}) as missing from resource r where ${presentInScope}`,
    toParameters(found),
  );
  return { present: Number(rows[0]?.present), missing: Number(rows[0]?.missing) };
}

/** What was found again stands on the scope's newest read, whatever reads missed it before. */
export async function markSeen(client: pg.ClientBase, found: Found): Promise<void> {
  await client.query(
    `update resource r set last_seen_at = null
     where ${presentInScope} and r.last_seen_at is not null and r.native_id = any($5)`,
    toParameters(found),
  );
}

/** What was not found stays, and stands on the read before. */
export async function keepMissing(client: pg.ClientBase, found: Found, lastSeenAt: Date): Promise<void> {
  await client.query(
    `update resource r set last_seen_at = $6 where ${presentInScope} and r.last_seen_at is null and ${missing}`,
    [...toParameters(found), lastSeenAt],
  );
}

/** What was not found is gone. */
export async function removeMissing(
  client: pg.ClientBase,
  found: Found,
  lastSeenAt: Date,
  goneAt: Date,
): Promise<void> {
  await client.query(
    `update resource r set gone_at = $7, changed_at = $7, last_seen_at = coalesce(r.last_seen_at, $6)
     where ${presentInScope} and ${missing}`,
    [...toParameters(found), lastSeenAt, goneAt],
  );
}

function toParameters({ connectionId, scope, seen }: Found): unknown[] {
  return [connectionId, scope.account, scope.region, scope.kind, seen];
}
