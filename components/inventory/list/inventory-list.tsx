'use client';
import { useCallback, useMemo } from 'react';
import { MissingSourcesNotice } from '@/components/sources/missing-sources-notice';
import { Instant } from '@/components/time/instant';
import { Button } from '@/components/ui/button';
import { KeysetFooter } from '@/components/ui/keyset-footer';
import { Notice } from '@/components/ui/panel-states';
import { RefreshBar } from '@/components/ui/refresh-bar';
import type { InventoryPage, InventoryQuery, Resource } from '@/lib/api/contracts/inventory';
import { describeCount, isUnknownCount } from '@/lib/format/format-count';
import { formatNumber } from '@/lib/format/format-number';
import { isRefreshedByItself } from '@/lib/queries/inventory';
import { type InventoryUrlState, serialiseInventoryList } from '@/lib/queries/inventory-url';
import type { InventoryColumn } from '../columns/columns';
import { EmptyList } from './empty-list';
import { ResourceTable } from './resource-table';
import { SelectionBar } from './selection-bar';
import { useSelection } from './use-selection';

export interface InventoryListProps {
  /** The pages read so far; never empty. */
  pages: readonly InventoryPage[];
  resources: readonly Resource[];
  /** When the pages came. Milliseconds since the epoch. */
  readAt: number;
  /** Rows of another list stand in while these are on their way. */
  isPlaceholder: boolean;
  isRefreshing: boolean;
  hasMore: boolean;
  isLoadingMore: boolean;
  /** Why the next page could not be loaded; null when it could. */
  moreFault: string | null;
  onLoadMore: () => void;
  onRefresh: () => void;
  url: InventoryUrlState;
  filterCount: number;
  columns: readonly InventoryColumn[];
  onSort: (sort: InventoryQuery['sort'], order: InventoryQuery['order']) => void;
  onOpen: (id: string) => void;
  onClear: () => void;
}

/** The rows, what is missing from them, what is chosen of them, and how many there are. */
export function InventoryList({
  pages,
  resources,
  readAt,
  isPlaceholder,
  isRefreshing,
  hasMore,
  isLoadingMore,
  moreFault,
  onLoadMore,
  onRefresh,
  url,
  filterCount,
  columns,
  onSort,
  onOpen,
  onClear,
}: InventoryListProps) {
  const selection = useSelection();
  const selected = useMemo(() => [...selection.byId.values()], [selection.byId]);
  const latest = pages.at(-1);
  const sources = latest?.sources ?? [];
  const listSearch = serialiseInventoryList(url);
  const toHref = useCallback(
    (id: string) => `/inventory${listSearch === '' ? '?' : `${listSearch}&`}selected=${id}`,
    [listSearch],
  );
  const loadMore = useCallback(() => {
    if (hasMore && !isLoadingMore && moreFault === null) onLoadMore();
  }, [hasMore, isLoadingMore, moreFault, onLoadMore]);

  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      <RefreshBar isActive={isRefreshing} />
      <MissingSourcesNotice sources={sources} />
      {selected.length > 0 ? <SelectionBar selected={selected} onClear={selection.clear} /> : null}
      {isRefreshedByItself(pages.length) ? null : (
        <Notice
          tone="neutral"
          action={
            <Button size="compact" onClick={onRefresh} isPending={isRefreshing}>
              Refresh
            </Button>
          }
        >
          Read <Instant at={new Date(readAt).toISOString()} as="both" />. So long a list is read again only when asked.
        </Notice>
      )}
      <ResourceTable
        resources={resources}
        columns={columns}
        exactTotal={latest && !latest.total.atLeast ? latest.total.value : null}
        sort={url.sort}
        order={url.order}
        onSort={(key) => onSort(key, url.sort === key && url.order === 'asc' ? 'desc' : 'asc')}
        openId={url.selected}
        onOpen={onOpen}
        toHref={toHref}
        selection={selection}
        listKey={listSearch}
        onNearEnd={loadMore}
        empty={
          isPlaceholder ? null : (
            <EmptyList sources={sources} filterCount={filterCount} isGone={url.presence === 'gone'} onClear={onClear} />
          )
        }
      />
      <div className="border-t">
        <KeysetFooter
          summary={latest ? toSummary(latest, resources.length, isPlaceholder) : null}
          hasMore={hasMore}
          isLoadingMore={isLoadingMore}
          onLoadMore={onLoadMore}
          fault={moreFault}
        />
      </div>
    </div>
  );
}

function toSummary({ total }: InventoryPage, loaded: number, isPlaceholder: boolean): string {
  if (isPlaceholder) return 'Searching…';
  if (isUnknownCount(total)) return 'How many there are is not known';
  const all = describeCount(total, 'resource');
  if (loaded >= total.value) return all.charAt(0).toUpperCase() + all.slice(1);
  return `${formatNumber(loaded)} of ${all} loaded`;
}
