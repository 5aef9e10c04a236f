'use client';
import { useQueryStates } from 'nuqs';
import type { CostDimension } from '@/lib/domain/cost/cost-dimension';
import { clearedCostFilters, costParsers } from '@/lib/queries/cost-url';

/** The Cost page's state as its address holds it, and the ways to change it. */
export function useCostUrl() {
  const [url, setUrl] = useQueryStates(costParsers, { shallow: true, scroll: false });
  return {
    url,
    /** Writes parts of the state; going back undoes it. */
    change: (part: Parameters<typeof setUrl>[0]) => void setUrl(part, { history: 'push' }),
    filter: (dimension: CostDimension, values: readonly string[]) =>
      void setUrl({ [dimension]: values.length === 0 ? null : [...values] }, { history: 'push' }),
    clearFilters: () => void setUrl(clearedCostFilters, { history: 'push' }),
  };
}

export type CostUrl = ReturnType<typeof useCostUrl>;
