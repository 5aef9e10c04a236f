import { requirePermission } from '@/lib/access/authorise';
import type { InventoryPage, InventoryQuery } from '@/lib/api/contracts/inventory';
import { readCollectionState } from '@/lib/store/inventory/collection-state';
import { countMatching, isCountedByRow } from '@/lib/store/inventory/count-matching';
import { fromCursor, toCursor } from '@/lib/store/inventory/page-cursor';
import { readPage } from '@/lib/store/inventory/read-page';
import { isFloor, readVisibleSources } from '@/lib/views/sources/visible-sources';
import type { ViewContext } from '@/lib/views/view-context';
import { keepAnswering } from './answering-sources';
import { toResource } from './to-resource';

/**
 * One page of the resources a person may see, with how many match and where that comes from. The total is a floor when
 * a source is missing, also when none was ever connected.
 */
export async function readInventoryPage(
  { actor, database, now }: ViewContext,
  { sort: key, order, cursor, limit, ...filter }: InventoryQuery,
): Promise<InventoryPage> {
  const reach = requirePermission(actor, 'inventory:read');
  const sort = { key, order };
  const after = cursor === undefined ? null : fromCursor(sort, cursor);
  const { pool } = database;
  const state = await readCollectionState(pool, now);
  const question = { filter, reach, now };
  const counted = isCountedByRow(filter) ? null : await countMatching(pool, question, state);
  const [page, visible] = await Promise.all([
    readPage(pool, { question, state, sort, after, limit, matching: counted?.value ?? null }),
    readVisibleSources(pool, state, reach, now),
  ]);
  const found = after === null ? page.found : null;
  const total =
    counted ??
    (found === null ? await countMatching(pool, question, state, page.foreseen) : { value: found, atLeast: false });
  const sources = keepAnswering(visible, filter);
  return {
    items: page.rows.map((row) => toResource(row, state, now)),
    nextCursor: page.next === null ? null : toCursor(sort, page.next),
    // A search is counted from a sample at times, and what is on this page is certain.
    total: { value: Math.max(total.value, page.rows.length), atLeast: total.atLeast || isFloor(sources) },
    sources,
  };
}
