import { compareHashes, toContentHash } from './content-hash';
import type { InventoryRow } from './inventory-row';
import type { StoredRow } from './stored-rows';

/** A row to be written, with the hash it will have. */
export interface RowWrite {
  row: InventoryRow;
  contentHash: Buffer;
}

/** A stored row of which the provider's document alone is to be written. */
export interface DocumentWrite extends RowWrite {
  id: string;
}

export interface Comparison {
  changed: RowWrite[];
  documents: DocumentWrite[];
  /** Not present in the scope so far. */
  unknown: InventoryRow[];
  /** Ids of resources found as they were, which the read before had missed. */
  foundAgain: string[];
}

/** Holds rows of a read against what is stored of their scope. What is the same in both appears nowhere. */
export function compareRows(rows: readonly InventoryRow[], stored: ReadonlyMap<string, StoredRow>): Comparison {
  const comparison: Comparison = { changed: [], documents: [], unknown: [], foundAgain: [] };
  for (const row of rows) {
    const known = stored.get(row.nativeId);
    if (known === undefined) {
      comparison.unknown.push(row);
      continue;
    }
    const contentHash = toContentHash(row.content, known.contentHash);
    const difference = compareHashes(known.contentHash, contentHash);
    if (difference === 'changed') {
      comparison.changed.push({ row, contentHash });
      continue;
    }
    if (difference === 'document') comparison.documents.push({ id: known.id, row, contentHash });
    if (known.lastSeenAt !== null) comparison.foundAgain.push(known.id);
  }
  return comparison;
}
