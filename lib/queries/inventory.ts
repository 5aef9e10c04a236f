import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { InventoryPage } from '@/lib/api/contracts/inventory';
import { type QueryValues, readApi, toApiUrl } from './api-client';
import type { InventoryFilterState, InventorySortState } from './inventory-url';
import { inventoryFacetsSchema, inventoryPageSchema, resourceDetailSchema } from './lazy-contracts';
import { toRefetchInterval } from './refetch-interval';

/** Rows of the first page: enough that most people never wait for the second. */
export const firstPageRows = 100;
const laterPageRows = 200;
/** Beyond this many pages a list is no longer read again by itself: the person asks for it. */
const mostPagesRefreshed = 5;

/** The filters as the API takes them: absent where nothing is chosen. */
export function toInventoryFilter(filters: InventoryFilterState) {
  const many = <T>(values: T[]) => (values.length === 0 ? undefined : values);
  return {
    q: filters.q?.trim() || undefined,
    kind: many(filters.kind),
    provider: many(filters.provider),
    connection: many(filters.connection),
    account: many(filters.account),
    region: many(filters.region),
    status: many(filters.status),
    site: many(filters.site),
    team: many(filters.team),
    owner: many(filters.owner),
    gpuModel: many(filters.gpuModel),
    presence: filters.presence === 'present' ? undefined : filters.presence,
  } satisfies QueryValues;
}

export const inventoryListKey = (filters: InventoryFilterState, { sort, order }: InventorySortState) =>
  ['inventory', 'list', toInventoryFilter(filters), sort, order] as const;

/** The list, page by page by cursor. The previous rows stay while others are on their way. */
export function inventoryListQuery(filters: InventoryFilterState, sorting: InventorySortState) {
  return infiniteQueryOptions({
    queryKey: inventoryListKey(filters, sorting),
    queryFn: ({ pageParam, signal }) =>
      readApi('/inventory', inventoryPageSchema, {
        query: {
          ...toInventoryFilter(filters),
          ...sorting,
          cursor: pageParam,
          limit: pageParam === null ? firstPageRows : laterPageRows,
        },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page: InventoryPage) => page.nextCursor,
    placeholderData: keepPreviousData,
    refetchOnWindowFocus: ({ state }) => isRefreshedByItself(state.data?.pages.length),
    refetchInterval: ({ state }) =>
      isRefreshedByItself(state.data?.pages.length) && toRefetchInterval(state.data?.pages[0]?.sources),
  });
}

/** The address of the whole list as CSV. */
export function exportUrl(filters: InventoryFilterState, { sort, order }: InventorySortState): string {
  return toApiUrl('/inventory/export', { ...toInventoryFilter(filters), sort, order });
}

/** Whether a list of so many pages is read again by itself. */
export function isRefreshedByItself(pages: number | undefined): boolean {
  return pages === undefined || pages <= mostPagesRefreshed;
}

export const inventoryFacetsKey = (filters: InventoryFilterState) =>
  ['inventory', 'facets', toInventoryFilter(filters)] as const;

/** How many there are under each value of each facet. */
export function inventoryFacetsQuery(filters: InventoryFilterState) {
  return queryOptions({
    queryKey: inventoryFacetsKey(filters),
    queryFn: ({ signal }) =>
      readApi('/inventory/facets', inventoryFacetsSchema, { query: toInventoryFilter(filters), signal }),
    placeholderData: keepPreviousData,
  });
}

export const resourceKey = (id: string) => ['inventory', 'resource', id] as const;

/** One resource with its document. */
export function resourceQuery(id: string) {
  return queryOptions({
    queryKey: resourceKey(id),
    queryFn: ({ signal }) => readApi(`/inventory/${encodeURIComponent(id)}`, resourceDetailSchema, { signal }),
    refetchInterval: ({ state }) => (state.data ? toRefetchInterval([state.data.source]) : false),
  });
}

const findRows = 8;

/** Resources whose name, id, owner or tags contain the text, a few; for the palette. `text` is not empty. */
export function findResourcesQuery(text: string) {
  return queryOptions({
    queryKey: ['inventory', 'find', text] as const,
    queryFn: ({ signal }) =>
      readApi('/inventory', inventoryPageSchema, { query: { q: text, limit: findRows }, signal }),
    placeholderData: keepPreviousData,
  });
}
