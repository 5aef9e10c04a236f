import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { InventoryPage } from '@/components/inventory/inventory-page';
import { inventoryFilterSchema, resourceSchema } from '@/lib/api/contracts/inventory';
import {
  firstPageRows,
  inventoryFacetsKey,
  inventoryListKey,
  resourceKey,
  toInventoryFilter,
} from '@/lib/queries/inventory';
import { type InventoryUrlState, loadInventoryUrl } from '@/lib/queries/inventory-url';
import { makeQueryClient } from '@/lib/queries/make-query-client';
import { savedViewsKey } from '@/lib/queries/saved-views';
import { seedFirstPage } from '@/lib/queries/seed-first-page';
import { seedQuery } from '@/lib/queries/seed-query';
import { readInventoryFacets } from '@/lib/views/inventory/read-inventory-facets';
import { readInventoryPage } from '@/lib/views/inventory/read-inventory-page';
import { readResourceDetail } from '@/lib/views/inventory/read-resource-detail';
import { readPageContext } from '@/lib/views/page-context';
import { readSavedViews } from '@/lib/views/saved-views/read-saved-views';
import type { ViewContext } from '@/lib/views/view-context';

export const metadata: Metadata = { title: 'Inventory' };

export default async function Page({ searchParams }: PageProps<'/inventory'>) {
  const url = await loadInventoryUrl(searchParams);
  const context = await readPageContext();
  const client = context === null ? makeQueryClient() : await seedInventory(context, url);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <InventoryPage />
    </HydrationBoundary>
  );
}

/** Everything the page shows at first, read at once. */
async function seedInventory(context: ViewContext, url: InventoryUrlState) {
  const client = makeQueryClient();
  const { sort, order } = url;
  const filter = inventoryFilterSchema.safeParse(toInventoryFilter(url));
  const selected = resourceSchema.shape.id.safeParse(url.selected);
  const seeds = [seedQuery(client, savedViewsKey('inventory'), () => readSavedViews(context, { page: 'inventory' }))];
  if (selected.success) {
    seeds.push(seedQuery(client, resourceKey(selected.data), () => readResourceDetail(context, selected.data)));
  }
  // Filters the API would refuse are left for the page to ask, which shows why.
  if (filter.success) {
    const query = { ...filter.data, sort, order, limit: firstPageRows };
    seeds.push(
      seedFirstPage(client, inventoryListKey(url, url), () => readInventoryPage(context, query)),
      seedQuery(client, inventoryFacetsKey(url), () => readInventoryFacets(context, filter.data)),
    );
  }
  await Promise.all(seeds);
  return client;
}
