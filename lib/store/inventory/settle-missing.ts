import type pg from 'pg';
import { mayHaveAgedOut } from '@/lib/domain/aged-out';
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
  /** Resources that were there at the scope's last read. */
  known: number;
}

/** What became of resources that a read missed. */
export interface Settled {
  gone: number;
  /** Would have gone, but wait for a second read. */
  held: number;
  /** Stay as they were, and from now on count as last seen before this read. */
  kept: number;
}

/**
 * What becomes of present resources that a read missed. Of a listing that came to its end they are gone, unless there is
 * nothing left or most has vanished: then they are held, and go when the next such listing misses them too. A listing
 * that broke off removes nothing, nor does the first that a scope is read to the end by. What may only have aged out of
 * the listing goes at once and raises no suspicion. Resources that only a run wrote which was then aborted are held
 * against nothing: the last read does not know them.
 */
export async function settleMissing(
  client: pg.ClientBase,
  missing: StoredRow[],
  { state, readAt, listed, found, known }: Settling,
): Promise<Settled> {
  if (!listed) {
    const kept = found > 0 ? await keepMissing(client, missing, state.lastReadAt) : 0;
    return { gone: 0, held: 0, kept };
  }
  const isExpected = (row: StoredRow) => mayHaveAgedOut(row, readAt) || isMissedTwice(row, state);
  const agreed = missing.filter(isExpected);
  const others = missing.filter((row) => !isExpected(row));
  const left = known - agreed.filter(({ wasRead }) => wasRead).length;
  const isGuarded = others.length > guardedVanishing && others.length > left / 2;
  const held = found === 0 || state.lastReadAt === null || isGuarded ? others : [];
  const gone = held.length > 0 ? agreed : missing;
  const kept = await keepMissing(client, held, state.lastReadAt);
  await removeMissing(client, gone, state.lastReadAt, readAt);
  return { gone: gone.length, held: held.length, kept };
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

/** The scope's last read, at $2, did not see what was first written after it by a part of a run that was aborted. */
const lastSeen = 'greatest($2::timestamptz, first_seen_at)';

/** Resources that were not found stay, and stand on the last read that found them. Returns of how many that is new. */
async function keepMissing(client: pg.ClientBase, rows: StoredRow[], lastReadAt: Date | null): Promise<number> {
  const ids = rows.filter(({ lastSeenAt }) => lastSeenAt === null).map(({ id }) => id);
  if (ids.length === 0) return 0;
  await client.query(`update resource set last_seen_at = ${lastSeen} where id = any($1)`, [ids, lastReadAt]);
  return ids.length;
}

async function removeMissing(
  client: pg.ClientBase,
  rows: StoredRow[],
  lastReadAt: Date | null,
  goneAt: Date,
): Promise<void> {
  if (rows.length === 0) return;
  await client.query(
    `update resource set gone_at = $3, changed_at = $3, last_seen_at = coalesce(last_seen_at, ${lastSeen})
     where id = any($1)`,
    [rows.map(({ id }) => id), lastReadAt, goneAt],
  );
}
