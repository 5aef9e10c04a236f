'use client';
import { debounce, useQueryStates } from 'nuqs';
import { clearedInventoryFilters, inventoryParsers } from '@/lib/queries/inventory-url';

const urlPauseMs = 250;

/** The Inventory's state as its address holds it, and the ways to change it. */
export function useInventoryUrl() {
  const [url, setUrl] = useQueryStates(inventoryParsers, { shallow: true, scroll: false });
  return {
    url,
    /** Writes parts of the state; going back undoes it. */
    change: (part: Parameters<typeof setUrl>[0]) => void setUrl(part, { history: 'push' }),
    /** Searches as one types; the address follows when the typing pauses. */
    search: (text: string) =>
      void setUrl({ q: text === '' ? null : text }, { history: 'replace', limitUrlUpdates: debounce(urlPauseMs) }),
    /** Opens a resource in the split panel, or closes it with null. */
    select: (id: string | null) => void setUrl({ selected: id }, { history: 'replace' }),
    clearFilters: () => void setUrl(clearedInventoryFilters, { history: 'push' }),
  };
}
