import type pg from 'pg';
import type { Gap, ReadResult } from '@/lib/domain/provider-fault';
import type { InventoryItem } from '@/lib/domain/resource';
import { inTransaction } from '../database/in-transaction';
import type { RunCounts } from '../runs/collection-run';
import { admitItems } from './admit-items';
import { type InventoryRow, toInventoryRow } from './inventory-row';
import type { InventoryScope, ReadingConnection } from './inventory-scope';
import { rebuildFacets } from './rebuild-facets';
import { saveRows } from './save-rows';
import { lockScope, recordRead, type ScopeState } from './scope-state';
import { countMissing, keepMissing, markSeen, removeMissing } from './settle-missing';

/** Everything read of one scope in one run. */
export interface ScopeRead {
  connection: ReadingConnection;
  scope: InventoryScope;
  result: ReadResult<InventoryItem>;
}

export interface ScopeWritten {
  counts: RunCounts;
  /** What could not be read of the scope, with what was read and refused; empty when it is complete. */
  gaps: Gap[];
}

/** Called first in the transaction; throws when another may be writing. */
export type AssertLease = (client: pg.ClientBase) => Promise<void>;

/** A complete read that would remove more than this many resources, and more than half, waits for another like it. */
const guardedVanishing = 10;

/**
 * Writes one scope's read, whole or not at all. Resources equal to what is stored cost no write; what is new or changed
 * is written with its document; what a complete read no longer finds is marked gone, unless it is most of the scope:
 * then a second complete read must agree. A read with gaps removes nothing.
 */
export function writeScope(pool: pg.Pool, read: ScopeRead, assertLease: AssertLease): Promise<ScopeWritten> {
  return inTransaction(pool, async (client) => {
    await assertLease(client);
    return applyScopeRead(client, read);
  });
}

/** `writeScope` within a transaction that holds the lease already. */
export async function applyScopeRead(client: pg.ClientBase, read: ScopeRead): Promise<ScopeWritten> {
  const { connection, scope, result } = read;
  const state = await lockScope(client, connection.id, scope);
  const { items, gaps } = admitItems(scope, result);
  const rows = new Map<string, InventoryRow>();
  for (const item of items.values()) {
    const row = toInventoryRow(item, connection);
    rows.set(row.nativeId, row);
  }
  const saved = await saveRows(client, { connection, scope, readAt: result.readAt }, [...rows.values()]);
  const settled = await settle(client, read, state, [...rows.keys()], gaps.length === 0, saved.added);
  if (saved.added + saved.changed + settled.gone > 0) await rebuildFacets(client, connection.id, scope);
  for (const left of saved.leftScopes) await rebuildFacets(client, connection.id, left);
  await recordRead(client, connection.id, scope, {
    readAt: result.readAt,
    gaps,
    readAnything: gaps.length === 0 || rows.size > 0,
    vanishingHeld: settled.held > 0,
  });
  const { added, changed } = saved;
  return { counts: { seen: rows.size, added, changed, ...settled }, gaps };
}

/** What becomes of resources that are stored as present and were not in the read. */
async function settle(
  client: pg.ClientBase,
  { connection, scope, result }: ScopeRead,
  state: ScopeState,
  seen: string[],
  complete: boolean,
  added: number,
): Promise<Pick<RunCounts, 'gone' | 'held'>> {
  const here = { connectionId: connection.id, scope, seen };
  const before = state.lastReadAt ?? result.readAt;
  await markSeen(client, here);
  if (!complete) {
    if (seen.length > 0) await keepMissing(client, here, before);
    return { gone: 0, held: 0 };
  }
  const { missing, present } = await countMissing(client, here);
  const known = present - added;
  if (missing > guardedVanishing && missing > known / 2 && state.vanishHeldAt === null) {
    await keepMissing(client, here, before);
    return { gone: 0, held: missing };
  }
  if (missing > 0) await removeMissing(client, here, before, result.readAt);
  return { gone: missing, held: 0 };
}
