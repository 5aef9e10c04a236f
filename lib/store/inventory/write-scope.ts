import type pg from 'pg';
import type { Gap, ReadResult } from '@/lib/domain/provider-fault';
import type { InventoryItem } from '@/lib/domain/resource';
import type { Placement } from '@/lib/domain/site/placement';
import { inTransaction } from '../database/in-transaction';
import type { RunCounts } from '../runs/collection-run';
import { admitItems, takeItems } from './admit-items';
import type { InventoryScope, ReadingConnection } from './inventory-scope';
import { rebuildFacets } from './rebuild-facets';
import { lockScope, recordRead } from './scope-state';
import { settleMissing } from './settle-missing';
import { readStoredRows, type StoredRow } from './stored-rows';
import { type ItemsRead, writeItems } from './write-items';
import { nothingWritten, type WrittenPart, WrittenParts } from './written-parts';

/** What a run reads of one scope, or the rest of it after parts were written. */
export interface ScopeRead {
  connection: ReadingConnection;
  placement: Placement;
  scope: InventoryScope;
  /** The listing came to its end: what the items do not name is not there. */
  listed: boolean;
  result: ReadResult<InventoryItem>;
}

/** Some of a scope whose listing goes on. */
export interface PartRead extends ItemsRead {
  items: InventoryItem[];
}

/** What was written of a part, in resources. */
export type PartCounts = Pick<RunCounts, 'seen' | 'added' | 'changed'>;

export interface ScopeWritten {
  /** Without what parts counted before. */
  counts: RunCounts;
  /** What could not be read of the scope, with what was read and refused; empty when it is complete. */
  gaps: Gap[];
}

/** Called first in the transaction; throws when another may be writing. */
export type AssertLease = (client: pg.ClientBase) => Promise<void>;

/**
 * Writes some of a scope whose listing goes on, whole or not at all: what is new or changed. Nothing is missed yet, and
 * the scope counts as read only by the `writeScope` that ends it.
 */
export async function writePart(
  pool: pg.Pool,
  part: PartRead,
  written: WrittenParts,
  assertLease: AssertLease,
): Promise<PartCounts> {
  const { connection, scope } = part;
  const { items, foreign } = takeItems(scope, part.items);
  const { added, changed, returned } = await inTransaction(pool, async (client) => {
    await assertLease(client);
    const state = await lockScope(client, connection.id, scope);
    const stored = await readStoredRows(client, connection.id, scope, state, [...items.keys()]);
    const done = await writeItems(client, part, items, stored);
    await recount(client, part, done.recounted, done.leftScopes);
    return done;
  });
  const soFar = written.of(scope);
  const before = soFar.nativeIds.size;
  for (const nativeId of items.keys()) soFar.nativeIds.add(nativeId);
  for (const nativeId of returned) soFar.returned.add(nativeId);
  soFar.foreign += foreign;
  soFar.read += part.items.length;
  return { seen: soFar.nativeIds.size - before, added, changed };
}

/**
 * Writes one scope's read, or the rest of it, whole or not at all. Resources equal to what is stored cost no write; what
 * is new or changed is written with its document, and a document alone that changed while the resource did not; what a
 * listing that came to its end names neither here nor in a part is marked gone, unless that is most of the scope or all
 * of it: then a second one must agree. A listing that broke off removes nothing.
 */
export async function writeScope(
  pool: pg.Pool,
  read: ScopeRead,
  assertLease: AssertLease,
  parts: WrittenParts = new WrittenParts(),
): Promise<ScopeWritten> {
  const before = parts.take(read.scope);
  return inTransaction(pool, async (client) => {
    await assertLease(client);
    return applyScopeRead(client, read, before);
  });
}

/** `writeScope` within a transaction that holds the lease already. */
export async function applyScopeRead(
  client: pg.ClientBase,
  read: ScopeRead,
  before: WrittenPart = nothingWritten(),
): Promise<ScopeWritten> {
  const { connection, placement, scope } = read;
  const { readAt } = read.result;
  const { items, gaps, listed } = admitItems(read, before);
  const state = await lockScope(client, connection.id, scope);
  const stored = await readStoredRows(client, connection.id, scope, state);
  const origin = { connection, placement, scope, readAt };
  const { added, changed, recounted, leftScopes } = await writeItems(client, origin, items, stored);
  const missing = [...stored].flatMap(([nativeId, known]) =>
    items.has(nativeId) || before.nativeIds.has(nativeId) ? [] : [known],
  );
  const seen = [...items.keys()].filter((nativeId) => !before.nativeIds.has(nativeId)).length;
  const found = before.nativeIds.size + seen;
  const settling = { state, readAt, listed, found, known: countKnown(stored, before) };
  const { kept, ...settled } = await settleMissing(client, missing, settling);

  await recount(client, origin, recounted || settled.gone + kept > 0, leftScopes);
  await recordRead(client, connection.id, scope, {
    readAt,
    gaps,
    listed,
    readAnything: listed || found > 0,
    vanishingHeld: settled.held > 0,
  });
  return { counts: { seen, added, changed, ...settled }, gaps };
}

/** How many of what is stored were there at the scope's last read. */
function countKnown(stored: ReadonlyMap<string, StoredRow>, before: WrittenPart): number {
  let known = 0;
  for (const [nativeId, { wasRead }] of stored) if (wasRead && !before.returned.has(nativeId)) known += 1;
  return known;
}

/** Counts anew the scope, if anything that is counted changed, and the scopes that resources moved here from. */
async function recount(
  client: pg.ClientBase,
  { connection, scope }: ItemsRead,
  hasChanged: boolean,
  leftScopes: ReadonlyMap<string, InventoryScope>,
): Promise<void> {
  if (hasChanged) await rebuildFacets(client, connection.id, scope);
  for (const left of leftScopes.values()) await rebuildFacets(client, connection.id, left);
}
