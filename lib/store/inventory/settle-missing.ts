import type pg from 'pg';

/** Resources found again stand on their scope's newest read, whatever reads missed them before. */
export async function markSeen(client: pg.ClientBase, ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  await client.query('update resource set last_seen_at = null where id = any($1)', [ids]);
}

/** Resources that were not found stay, and stand on the last read that found them. */
export async function keepMissing(client: pg.ClientBase, ids: string[], lastSeenAt: Date): Promise<void> {
  if (ids.length === 0) return;
  await client.query('update resource set last_seen_at = $2 where id = any($1) and last_seen_at is null', [
    ids,
    lastSeenAt,
  ]);
}

/** Resources that were not found are gone. */
export async function removeMissing(
  client: pg.ClientBase,
  ids: string[],
  lastSeenAt: Date,
  goneAt: Date,
): Promise<void> {
  if (ids.length === 0) return;
  await client.query(
    `update resource set gone_at = $3, changed_at = $3, last_seen_at = coalesce(last_seen_at, $2) where id = any($1)`,
    [ids, lastSeenAt, goneAt],
  );
}
