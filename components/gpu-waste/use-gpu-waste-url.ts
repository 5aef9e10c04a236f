'use client';
import { useQueryStates } from 'nuqs';
import { gpuWasteParsers } from '@/lib/queries/gpu-waste';

/** The page's state as its address holds it, and the way to change it; going back undoes a change. */
export function useGpuWasteUrl() {
  const [url, setUrl] = useQueryStates(gpuWasteParsers, { shallow: true, scroll: false });
  return {
    url,
    change: (part: Parameters<typeof setUrl>[0]) => void setUrl(part, { history: 'push' }),
  };
}

export type GpuWasteUrl = ReturnType<typeof useGpuWasteUrl>;
