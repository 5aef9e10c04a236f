'use client';
import { useQueryStates } from 'nuqs';
import { useCallback } from 'react';
import { gpuNodeParsers, readGpuSpan } from '@/lib/queries/gpus-url';
import { toDeviceHref } from './to-device-href';

/** Addresses of nodes and their devices that keep what the page they stand on looks at. */
export function useDeviceHref(): (nodeId: string, slot?: number) => string {
  const [{ from, to }] = useQueryStates({ from: gpuNodeParsers.from, to: gpuNodeParsers.to });
  return useCallback((nodeId, slot) => toDeviceHref(nodeId, slot ?? null, readGpuSpan({ from, to })), [from, to]);
}
