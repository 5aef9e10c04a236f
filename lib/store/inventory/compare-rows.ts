import { toContentHash } from './content-hash';
import type { InventoryRow } from './inventory-row';
import type { StoredRow } from './stored-rows';

/** A row to be written, with the hash it will have. */
export interface RowWrite {
  row: InventoryRow;
  contentHash: Buffer;
}

export interface Comparison {
  changed: RowWrite[];
  /** Not present in the scope so far. */
  unknown: InventoryRow[];
  /** Ids of resources found as they were, which the read before had missed. */
  foundAgain: string[];
  /** Stored resources that the read did not find. */
  missing: StoredRow[];
}

/** Holds what was read of a scope against what is stored of it. What is the same in both appears nowhere. */
export function compareRows(rows: Map<string, InventoryRow>, stored: Map<string, StoredRow>): Comparison {
  const comparison: Comparison = { changed: [], unknown: [], foundAgain: [], missing: [] };
  for (const [nativeId, row] of rows) {
    const known = stored.get(nativeId);
    if (known === undefined) {
      comparison.unknown.push(row);
      continue;
    }
    const contentHash = toContentHash(row.content, known.contentHash);
    if (!known.contentHash.equals(contentHash)) comparison.changed.push({ row, contentHash });
    else if (known.lastSeenAt !== null) comparison.foundAgain.push(known.id);
  }
  for (const [nativeId, known] of stored) if (!rows.has(nativeId)) comparison.missing.push(known);
  return comparison;
}
