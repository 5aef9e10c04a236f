import { requirePermission } from '@/lib/access/authorise';
import type { InventoryQuery, Resource } from '@/lib/api/contracts/inventory';
import { readCollectionState } from '@/lib/store/inventory/collection-state';
import type { PagePosition } from '@/lib/store/inventory/page-cursor';
import { readPage } from '@/lib/store/inventory/read-page';
import type { ViewContext } from '@/lib/views/view-context';
import { toCsvCell } from './csv-cell';
import { toResource } from './to-resource';

const rowsAtOnce = 1_000;

const columns: [string, (resource: Resource) => string | number | null][] = [
  ['name', ({ name }) => name],
  ['kind', ({ kind }) => kind],
  ['provider', ({ provider }) => provider],
  ['connection', ({ connectionName }) => connectionName],
  ['native_id', ({ nativeId }) => nativeId],
  ['native_type', ({ nativeType }) => nativeType],
  ['account', ({ account }) => account],
  ['region', ({ region }) => region],
  ['zone', ({ zone }) => zone],
  ['site', ({ site }) => site],
  ['team', ({ team }) => team],
  ['owner', ({ owner }) => owner],
  ['status', ({ status }) => status],
  ['native_status', ({ nativeStatus }) => nativeStatus],
  ['size', ({ size }) => size],
  ['accelerators', ({ accelerators }) => toAcceleratorText(accelerators)],
  ['gpu_count', ({ gpuCount }) => gpuCount ?? 'unknown'],
  ['tags', ({ tags }) => (tags === null ? 'unknown' : JSON.stringify(tags))],
  ['created_at', ({ createdAt }) => createdAt],
  ['first_seen_at', ({ firstSeenAt }) => firstSeenAt],
  ['last_seen_at', ({ lastSeenAt }) => lastSeenAt],
  ['gone_at', ({ goneAt }) => goneAt],
  ['freshness', ({ freshness }) => freshness],
];

/**
 * The whole of an inventory list as CSV, header first, a batch of rows at a time; nothing of it is held in memory. What
 * is not known says so; an empty cell is one that has no value. Authorises before the first piece is asked for.
 */
export function streamInventoryCsv(
  context: ViewContext,
  query: Pick<InventoryQuery, 'sort' | 'order'> & Omit<InventoryQuery, 'cursor' | 'limit'>,
): AsyncIterable<string> {
  const reach = requirePermission(context.actor, 'inventory:read');
  return generate(context, query, reach);
}

async function* generate(
  { database, now }: ViewContext,
  { sort: key, order, ...filter }: Parameters<typeof streamInventoryCsv>[1],
  reach: ReturnType<typeof requirePermission>,
): AsyncGenerator<string> {
  const state = await readCollectionState(database.pool, now);
  const question = { filter, reach, now };
  yield toLine(columns.map(([title]) => title));
  let after: PagePosition | null = null;
  do {
    const request = { question, state, sort: { key, order }, after, limit: rowsAtOnce, matching: null };
    const page: Awaited<ReturnType<typeof readPage>> = await readPage(database.pool, request);
    const resources = page.rows.map((row) => toResource(row, state, now));
    yield resources.map((resource) => toLine(columns.map(([, toValue]) => toValue(resource)))).join('');
    after = page.next;
  } while (after !== null);
}

function toLine(cells: (string | number | null)[]): string {
  return `${cells.map(toCsvCell).join(',')}\r\n`;
}

function toAcceleratorText(accelerators: Resource['accelerators']): string {
  if (accelerators === null) return 'unknown';
  return accelerators.map(({ count, model }) => `${count} × ${model}`).join('; ');
}
