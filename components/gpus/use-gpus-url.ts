'use client';
import { useQueryStates } from 'nuqs';
import { clearedGpuFilters, type GpuFilterKey, gpuParsers, withGpuFilter } from '@/lib/queries/gpus-url';

/** The GPUs page's state as its address holds it, and the ways to change it. */
export function useGpusUrl() {
  const [url, setUrl] = useQueryStates(gpuParsers, { shallow: true, scroll: false });
  return {
    url,
    /** Writes parts of the state; going back undoes it. */
    change: (part: Parameters<typeof setUrl>[0]) => void setUrl(part, { history: 'push' }),
    filter: (key: GpuFilterKey, values: readonly string[]) => {
      const part = values.length === 0 ? { [key]: null } : withGpuFilter(key, values);
      void setUrl(part, { history: 'push' });
    },
    clearFilters: () => void setUrl(clearedGpuFilters, { history: 'push' }),
  };
}

export type GpusUrl = ReturnType<typeof useGpusUrl>;
