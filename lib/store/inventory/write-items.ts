import type pg from 'pg';
import type { InventoryItem } from '@/lib/domain/resource';
import type { Placement } from '@/lib/domain/site/placement';
import { compareRows, type RowWrite } from './compare-rows';
import { toContentHash } from './content-hash';
import { type InventoryRow, toInventoryRow } from './inventory-row';
import type { InventoryScope, ReadingConnection } from './inventory-scope';
import { markSeen } from './settle-missing';
import { toStorableText } from './storable-text';
import { readStoredDetails, readStrayRows, type StoredRow } from './stored-rows';
import { upsertRows, writeDocuments } from './upsert-rows';

/** Where items were read, when and by whom, and what gives them their sites. */
export interface ItemsRead {
  connection: ReadingConnection;
  placement: Placement;
  scope: InventoryScope;
  readAt: Date;
}

/** What is prepared and written in one go. */
const rowsAtOnce = 2_500;

export interface ItemsWritten {
  added: number;
  changed: number;
  /** Native ids of what was gone, or stood in another scope. */
  returned: string[];
  /** Whether anything that is counted changed. */
  recounted: boolean;
  /** The scopes that resources moved here from. */
  leftScopes: Map<string, InventoryScope>;
}

/** Writes what of these items is not as stored. Rows of a part of them are in memory at a time. */
export async function writeItems(
  client: pg.ClientBase,
  read: ItemsRead,
  items: ReadonlyMap<string, InventoryItem>,
  stored: ReadonlyMap<string, StoredRow>,
): Promise<ItemsWritten> {
  const { connection, scope, readAt } = read;
  const written: ItemsWritten = { added: 0, changed: 0, returned: [], recounted: false, leftScopes: new Map() };
  const all = [...items.values()];
  for (let start = 0; start < all.length; start += rowsAtOnce) {
    const rows = await toRows(client, read, all.slice(start, start + rowsAtOnce));
    const { changed, documents, unknown, foundAgain } = compareRows(rows, stored);
    const placed = await placeUnknown(client, read, unknown);
    const origin = { connection, scope, readAt };
    const recounted = await upsertRows(client, origin, [...changed, ...placed.writes]);
    await writeDocuments(client, documents);
    await markSeen(client, foundAgain);
    for (const nativeId of placed.returned) written.returned.push(nativeId);
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
  { connection, placement, scope }: ItemsRead,
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
  /** Native ids of those that are not new. */
  returned: string[];
  /** The scope each resource was present in that moved here; one is named as often as resources left it. */
  moved: InventoryScope[];
}

/** Rows the scope did not hold: new, gone before and back again, or moved here from another scope. */
async function placeUnknown(
  client: pg.ClientBase,
  { connection, scope }: ItemsRead,
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
    returned: [...stored.keys()],
    moved: strays.flatMap(({ presentIn }) => presentIn ?? []),
  };
}
