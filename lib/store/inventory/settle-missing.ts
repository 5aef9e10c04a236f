import type pg from 'pg';
import type { RunCounts } from '../runs/collection-run';
import type { ScopeState } from './scope-state';
import type { StoredRow } from './stored-rows';

/** More than this many resources, when they are more than half of what there was, do not go on the word of one read. */
export const guardedVanishing = 10;

/** What is known of the read that missed resources. */
export interface Settling {
  /** The scope before this read. */
  state: ScopeState;
  readAt: Date;
  listed: boolean;
  /** Resources in this read. */
  found: number;
  /** Resources present in the scope before this read. */
  known: number;
}

/**
 * What becomes of present resources that a read missed. Of a listing that came to its end they are gone, unless there is
 * nothing left or most has vanished: then they are held, and go when the next such listing misses them too. A listing
 * that broke off removes nothing.
 */
export async function settleMissing(
  client: pg.ClientBase,
  missing: StoredRow[],
  { state, readAt, listed, found, known }: Settling,
): Promise<Pick<RunCounts, 'gone' | 'held'>> {
  const lastSeenAt = state.lastReadAt ?? readAt;
  if (!listed) {
    if (found > 0) await keepMissing(client, missing, lastSeenAt);
    return { gone: 0, held: 0 };
  }
  const agreed = missing.filter((row) => isMissedTwice(row, state));
  const others = missing.filter((row) => !isMissedTwice(row, state));
  const isGuarded = others.length > guardedVanishing && others.length > (known - agreed.length) / 2;
  const held = found === 0 || isGuarded ? others : [];
  const gone = held.length > 0 ? agreed : missing;
  await keepMissing(client, held, lastSeenAt);
  await removeMissing(client, gone, lastSeenAt, readAt);
  return { gone: gone.length, held: held.length };
}

/** Whether the listing that was held missed it too; what only reads with gaps missed since does not count as missed. */
function isMissedTwice({ lastSeenAt }: StoredRow, { vanishHeldAt }: ScopeState): boolean {
  return vanishHeldAt !== null && lastSeenAt !== null && lastSeenAt < vanishHeldAt;
}

/** Resources found again stand on their scope's newest read, whatever reads missed them before. */
export async function markSeen(client: pg.ClientBase, ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  await client.query('update resource set last_seen_at = null where id = any($1)', [ids]);
}

/** Resources that were not found stay, and stand on the last read that found them. */
async function keepMissing(client: pg.ClientBase, rows: StoredRow[], seenAt: Date): Promise<void> {
  const ids = rows.filter(({ lastSeenAt }) => lastSeenAt === null).map(({ id }) => id);
  if (ids.length === 0) return;
  await client.query('update resource set last_seen_at = $2 where id = any($1)', [ids, seenAt]);
}

async function removeMissing(client: pg.ClientBase, rows: StoredRow[], seenAt: Date, goneAt: Date): Promise<void> {
  if (rows.length === 0) return;
  await client.query(
    'update resource set gone_at = $3, changed_at = $3, last_seen_at = coalesce(last_seen_at, $2) where id = any($1)',
    [rows.map(({ id }) => id), seenAt, goneAt],
  );
}
