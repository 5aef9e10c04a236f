import type pg from 'pg';
import type { Gap, ReadResult } from '@/lib/domain/provider-fault';
import type { InventoryItem } from '@/lib/domain/resource';
import type { Placement } from '@/lib/domain/site/placement';
import { inTransaction } from '../database/in-transaction';
import type { RunCounts } from '../runs/collection-run';
import { admitItems } from './admit-items';
import { compareRows, type RowWrite } from './compare-rows';
import { toContentHash } from './content-hash';
import { type InventoryRow, toInventoryRow } from './inventory-row';
import type { InventoryScope, ReadingConnection } from './inventory-scope';
import { rebuildFacets } from './rebuild-facets';
import { lockScope, recordRead } from './scope-state';
import { markSeen, settleMissing } from './settle-missing';
import { toStorableText } from './storable-text';
import { readStoredDetails, readStoredRows, readStrayRows, type StoredRow } from './stored-rows';
import { upsertRows, writeDocuments } from './upsert-rows';

/** Everything read of one scope in one run. */
export interface ScopeRead {
  connection: ReadingConnection;
  placement: Placement;
  scope: InventoryScope;
  /** The listing came to its end: what the items do not name is not there. */
  listed: boolean;
  result: ReadResult<InventoryItem>;
}

export interface ScopeWritten {
  counts: RunCounts;
  /** What could not be read of the scope, with what was read and refused; empty when it is complete. */
  gaps: Gap[];
}

/** What is prepared and written in one go. */
const rowsAtOnce = 5_000;

/** Called first in the transaction; throws when another may be writing. */
export type AssertLease = (client: pg.ClientBase) => Promise<void>;

/**
 * Writes one scope's read, whole or not at all. Resources equal to what is stored cost no write; what is new or changed
 * is written with its document, and a document alone that changed while the resource did not; what a listing that came to its end no longer names is marked gone, unless that is most
 * of the scope or all of it: then a second one must agree. A listing that broke off removes nothing.
 */
export function writeScope(pool: pg.Pool, read: ScopeRead, assertLease: AssertLease): Promise<ScopeWritten> {
  return inTransaction(pool, async (client) => {
    await assertLease(client);
    return applyScopeRead(client, read);
  });
}

/** `writeScope` within a transaction that holds the lease already. */
export async function applyScopeRead(client: pg.ClientBase, read: ScopeRead): Promise<ScopeWritten> {
  const { connection, scope } = read;
  const { readAt } = read.result;
  const { items, gaps, listed } = admitItems(read);
  const state = await lockScope(client, connection.id, scope);
  const stored = await readStoredRows(client, connection.id, scope);
  const { added, changed, recounted, leftScopes } = await writeItems(client, read, items, stored);
  const missing = [...stored].flatMap(([nativeId, known]) => (items.has(nativeId) ? [] : [known]));
  const settling = { state, readAt, listed, found: items.size, known: stored.size };
  const { kept, ...settled } = await settleMissing(client, missing, settling);

  if (recounted || settled.gone + kept > 0) await rebuildFacets(client, connection.id, scope);
  for (const left of leftScopes.values()) await rebuildFacets(client, connection.id, left);
  await recordRead(client, connection.id, scope, {
    readAt,
    gaps,
    listed,
    readAnything: listed || items.size > 0,
    vanishingHeld: settled.held > 0,
  });
  return { counts: { seen: items.size, added, changed, ...settled }, gaps };
}

interface ItemsWritten {
  added: number;
  changed: number;
  /** Whether anything that is counted changed. */
  recounted: boolean;
  /** The scopes that resources moved here from. */
  leftScopes: Map<string, InventoryScope>;
}

/** Writes what of these items is not as stored. Rows of a part of them are in memory at a time. */
async function writeItems(
  client: pg.ClientBase,
  read: ScopeRead,
  items: ReadonlyMap<string, InventoryItem>,
  stored: ReadonlyMap<string, StoredRow>,
): Promise<ItemsWritten> {
  const { connection, scope, result } = read;
  const written: ItemsWritten = { added: 0, changed: 0, recounted: false, leftScopes: new Map() };
  const all = [...items.values()];
  for (let start = 0; start < all.length; start += rowsAtOnce) {
    const rows = await toRows(client, read, all.slice(start, start + rowsAtOnce));
    const { changed, documents, unknown, foundAgain } = compareRows(rows, stored);
    const placed = await placeUnknown(client, read, unknown);
    const origin = { connection, scope, readAt: result.readAt };
    const recounted = await upsertRows(client, origin, [...changed, ...placed.writes]);
    await writeDocuments(client, documents);
    await markSeen(client, foundAgain);
    written.added += placed.writes.length - placed.moved.length;
    written.changed += changed.length + placed.moved.length;
    written.recounted ||= recounted || foundAgain.length > 0;
    for (const from of placed.moved) written.leftScopes.set(`${from.account} ${from.region}`, from);
  }
  return written;
}

/** Rows of what was read. What only a detail tells that could not be read is as an earlier read told it. */
async function toRows(
  client: pg.ClientBase,
  { connection, placement, scope }: ScopeRead,
  items: readonly InventoryItem[],
): Promise<InventoryRow[]> {
  const listedOnly = items.filter(({ detailed }) => !detailed).map(({ nativeId }) => nativeId);
  const known = await readStoredDetails(client, connection.id, scope.kind, listedOnly.map(toStorableText));
  return items.map((item) => {
    const details = item.detailed ? undefined : known.get(toStorableText(item.nativeId));
    return toInventoryRow({ ...item, ...details }, connection, placement);
  });
}

interface PlacedRows {
  writes: RowWrite[];
  /** The scope each resource was present in that moved here; one is named as often as resources left it. */
  moved: InventoryScope[];
}

/** Rows the scope did not hold: new, gone before and back again, or moved here from another scope. */
async function placeUnknown(
  client: pg.ClientBase,
  { connection, scope }: ScopeRead,
  unknown: InventoryRow[],
): Promise<PlacedRows> {
  const nativeIds = unknown.map(({ nativeId }) => nativeId);
  const strays = await readStrayRows(client, connection.id, scope.kind, nativeIds);
  const stored = new Map(strays.map((stray) => [stray.nativeId, stray]));
  return {
    writes: unknown.map((row) => ({
      row,
      contentHash: toContentHash(row.content, stored.get(row.nativeId)?.contentHash ?? null),
    })),
    moved: strays.flatMap(({ presentIn }) => presentIn ?? []),
  };
}
