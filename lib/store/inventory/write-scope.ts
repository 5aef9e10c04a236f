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
import { readStoredDetails, readStoredRows, readStrayRows } from './stored-rows';
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
  const rows = await toRows(client, read, items);
  const stored = await readStoredRows(client, connection.id, scope);
  const { changed, documents, unknown, foundAgain, missing } = compareRows(rows, stored);
  const added = await placeUnknown(client, read, unknown);

  const writes = [...changed, ...added.writes];
  const recounted = await upsertRows(client, { connection, scope, readAt }, writes);
  await writeDocuments(client, documents);
  await markSeen(client, foundAgain);
  const settling = { state, readAt, listed, found: rows.size, known: stored.size };
  const { kept, ...settled } = await settleMissing(client, missing, settling);

  if (recounted || foundAgain.length + settled.gone + kept > 0) await rebuildFacets(client, connection.id, scope);
  for (const left of added.leftScopes) await rebuildFacets(client, connection.id, left);
  await recordRead(client, connection.id, scope, {
    readAt,
    gaps,
    listed,
    readAnything: listed || rows.size > 0,
    vanishingHeld: settled.held > 0,
  });
  const moved = added.movedHere;
  return {
    counts: { seen: rows.size, added: added.writes.length - moved, changed: changed.length + moved, ...settled },
    gaps,
  };
}

/** Rows of what was read. What only a detail tells that could not be read is as an earlier read told it. */
async function toRows(
  client: pg.ClientBase,
  { connection, placement, scope }: ScopeRead,
  items: Map<string, InventoryItem>,
): Promise<Map<string, InventoryRow>> {
  const listedOnly = [...items.values()].filter(({ detailed }) => !detailed).map(({ nativeId }) => nativeId);
  const known = await readStoredDetails(client, connection.id, scope.kind, listedOnly.map(toStorableText));
  const rows = new Map<string, InventoryRow>();
  for (const item of items.values()) {
    const details = item.detailed ? undefined : known.get(toStorableText(item.nativeId));
    const row = toInventoryRow({ ...item, ...details }, connection, placement);
    rows.set(row.nativeId, row);
  }
  return rows;
}

interface PlacedRows {
  writes: RowWrite[];
  /** Of the writes, those of resources that were present in another scope. */
  movedHere: number;
  leftScopes: InventoryScope[];
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
  const left = strays.flatMap(({ presentIn }) => presentIn ?? []);
  return {
    writes: unknown.map((row) => ({
      row,
      contentHash: toContentHash(row.content, stored.get(row.nativeId)?.contentHash ?? null),
    })),
    movedHere: left.length,
    leftScopes: [...new Map(left.map((from) => [`${from.account} ${from.region}`, from])).values()],
  };
}
