import { inventoryQuerySchema } from '@/lib/api/contracts/inventory';
import { readCollectionState } from '@/lib/store/inventory/collection-state';
import { toCursor } from '@/lib/store/inventory/page-cursor';
import { readPage } from '@/lib/store/inventory/read-page';
import { type Sort, sortKeys } from '@/lib/store/inventory/sort-keys';
import { readInventoryPage } from '@/lib/views/inventory/read-inventory-page';
import type { ViewContext } from '@/lib/views/view-context';
import { type Measurement, measure } from '../measure';

const turns = 40;
const firstBar = { atMost: 50 };
const deepestRatio = 1.5;

/** The first and the deepest page under every sort, as the API answers them: rows, total and sources. */
export async function benchPages(context: ViewContext): Promise<Measurement[]> {
  const results: Measurement[] = [];
  for (const key of sortKeys)
    for (const order of ['asc', 'desc'] as const) {
      const sort = { key, order };
      const page = (cursor?: string) => () =>
        readInventoryPage(context, inventoryQuerySchema.parse({ sort: key, order, cursor }));
      const first = await measure(`first page by ${key} ${order}`, turns, page(), firstBar);
      const deepest = await measure(
        `deepest page by ${key} ${order}`,
        turns,
        page(await findDeepest(context, sort)),
        firstBar,
      );
      const ratio = deepest.median / first.median;
      results.push(first, deepest, {
        name: '  deepest to first',
        median: ratio,
        p95: ratio,
        unit: 'ratio',
        bar: { atMost: deepestRatio },
      });
    }
  return results;
}

/** The cursor of the last full page: what the opposite order shows as its first. */
async function findDeepest({ database, now, actor: _ }: ViewContext, sort: Sort): Promise<string> {
  const state = await readCollectionState(database.pool, now);
  const question = { filter: {}, reach: { everything: true } as const, now };
  const { rows } = await database.pool.query<{ id: string; value: string | null }>(lastRows(sort));
  const after = rows[0];
  if (after === undefined) throw new RangeError('The estate is empty.');
  const page = await readPage(database.pool, { question, state, sort, after, limit: 200, matching: null });
  if (page.rows.length < 50 || page.next !== null) throw new RangeError(`That is not the deepest page by ${sort.key}.`);
  return toCursor(sort, after);
}

const expressions: Record<Sort['key'], string> = {
  name: 'left(lower(name), 100) collate "C"',
  kind: 'kind collate "C"',
  account: 'account collate "C"',
  region: 'region collate "C"',
  status: 'status collate "C"',
  gpuCount: 'gpu_count',
  firstSeenAt: 'first_seen_at',
  createdAt: 'created_at',
};

function lastRows({ key, order }: Sort): string {
  const expression = expressions[key];
  return `select id, (${expression})::text as value from resource where gone_at is null
    order by ${expression} ${order} nulls last, id ${order} offset (select count(*) - 51 from resource where gone_at is null) limit 1`;
}
