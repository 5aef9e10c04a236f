'use client';
import { useQueryStates } from 'nuqs';
import type { CostAxis } from '@/lib/domain/cost/cost-dimension';
import { clearedCostFilters, costParsers, toCostFilters } from '@/lib/queries/cost-url';
import { narrowTo } from './axis-filters';

/** The Cost page's state as its address holds it, and the ways to change it. */
export function useCostUrl() {
  const [url, setUrl] = useQueryStates(costParsers, { shallow: true, scroll: false });
  return {
    url,
    /** Writes parts of the state; going back undoes it. */
    change: (part: Parameters<typeof setUrl>[0]) => void setUrl(part, { history: 'push' }),
    filter: (axis: CostAxis, values: readonly string[]) =>
      void setUrl(narrowTo(toCostFilters(url), axis, values), { history: 'push' }),
    clearFilters: () => void setUrl(clearedCostFilters, { history: 'push' }),
  };
}

export type CostUrl = ReturnType<typeof useCostUrl>;
