'use client';
import { useInfiniteQuery } from '@tanstack/react-query';
import { clsx } from 'clsx';
import dynamic from 'next/dynamic';
import { useMemo, useState } from 'react';
import { QueryView } from '@/components/query-view/query-view';
import { ViewsMenu } from '@/components/saved-views/views-menu';
import { Dialog } from '@/components/ui/dialog';
import { SkeletonRows } from '@/components/ui/skeleton';
import { usePaused } from '@/components/ui/use-paused';
import type { InventoryFacetKey } from '@/lib/api/contracts/inventory';
import { toApiProblem } from '@/lib/queries/api-problem';
import { exportUrl, inventoryListQuery } from '@/lib/queries/inventory';
import {
  countInventoryFilters,
  type InventoryFilterState,
  serialiseInventoryList,
  withFacet,
} from '@/lib/queries/inventory-url';
import { ColumnMenu } from './columns/column-menu';
import { useColumns } from './columns/use-columns';
import { FacetColumn } from './facets/facet-column';
import { InventoryToolbar } from './inventory-toolbar';
import { InventoryList } from './list/inventory-list';
import { useInventoryUrl } from './use-inventory-url';

const ResourcePanel = dynamic(() => import('./panel/resource-panel').then((module) => module.ResourcePanel));
const typingPauseMs = 150;
const skeletonRows = 12;

/** Everything there is, over all providers: searched, filtered, sorted, and opened beside the list. */
export function InventoryPage() {
  const { url, change, search, select, clearFilters } = useInventoryUrl();
  const chosen = useColumns();
  const [areFiltersOpen, setAreFiltersOpen] = useState(false);
  const q = usePaused(url.q, typingPauseMs);
  const asked: InventoryFilterState = { ...url, q };
  const filterCount = countInventoryFilters(url);
  const list = useInfiniteQuery(inventoryListQuery(asked, { sort: url.sort, order: url.order }));
  const pages = list.data?.pages;
  const resources = useMemo(() => pages?.flatMap((page) => page.items) ?? [], [pages]);
  const selected = url.selected;

  const facets = (
    <FacetColumn
      filters={url}
      asked={asked}
      onChange={(key: InventoryFacetKey, values) => change(withFacet(url, key, values))}
      onClear={clearFilters}
    />
  );

  return (
    <div className="flex h-[max(32rem,calc(100dvh-var(--shell-top)))] min-w-0">
      <section
        aria-label="Filters"
        className={clsx(
          'relative hidden w-60 shrink-0 overflow-y-auto border-r bg-surface',
          selected === null ? 'lg:block' : '2xl:block',
        )}
      >
        {facets}
      </section>
      <Dialog isOpen={areFiltersOpen} onOpenChange={setAreFiltersOpen} title="Filters" size="small">
        <div className="-m-4">{facets}</div>
      </Dialog>
      <div className={clsx('flex min-w-0 flex-1 flex-col bg-surface', selected !== null && 'max-lg:hidden')}>
        <h1 className="sr-only">Inventory</h1>
        <InventoryToolbar
          text={url.q ?? ''}
          onSearch={search}
          presence={url.presence}
          onPresence={(presence) => change({ presence })}
          filterCount={filterCount}
          filtersShownFrom={selected === null ? 'lg' : '2xl'}
          onShowFilters={() => setAreFiltersOpen(true)}
          exportHref={exportUrl(asked, url)}
        >
          <ViewsMenu page="inventory" query={serialiseInventoryList(url).slice(1)} />
          <ColumnMenu shown={chosen.columns} onToggle={chosen.toggle} onReset={chosen.reset} />
        </InventoryToolbar>
        <QueryView
          query={{ ...list, error: list.isFetchNextPageError ? null : list.error }}
          subject="Resources"
          needs="inventory:read"
          skeleton={<SkeletonRows label="Loading resources" rows={skeletonRows} />}
        >
          {(loaded) => (
            <InventoryList
              pages={loaded.pages}
              resources={resources}
              readAt={list.dataUpdatedAt}
              isPlaceholder={list.isPlaceholderData}
              isRefreshing={list.isFetching && !list.isFetchingNextPage}
              hasMore={list.hasNextPage}
              isLoadingMore={list.isFetchingNextPage}
              moreFault={list.isFetchNextPageError ? toApiProblem(list.error).message : null}
              onLoadMore={() => void list.fetchNextPage()}
              onRefresh={() => void list.refetch()}
              url={url}
              filterCount={filterCount}
              columns={chosen.columns}
              onSort={(sort, order) => change({ sort, order })}
              onOpen={select}
              onClear={clearFilters}
            />
          )}
        </QueryView>
      </div>
      {selected === null ? null : (
        <ResourcePanel
          id={selected}
          knownName={resources.find(({ id }) => id === selected)?.name ?? null}
          onClose={() => select(null)}
        />
      )}
    </div>
  );
}
