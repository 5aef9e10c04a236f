import type pg from 'pg';
import { cellStoreOf } from './cell-store';

/** Rows that are cheap to look at one by one. */
export const sampledRows = 20_000;

/**
 * A `tablesample` clause that looks at about `sampledRows` resources from all over the table, the same ones each time;
 * null when there are not many more.
 */
export async function toSampleClause(pool: pg.Pool): Promise<string | null> {
  let present = 0;
  for (const segment of await cellStoreOf(pool).read(pool)) present += segment.present;
  if (present <= 2 * sampledRows) return null;
  return `tablesample system (${((100 * sampledRows) / present).toFixed(4)}) repeatable (1)`;
}
