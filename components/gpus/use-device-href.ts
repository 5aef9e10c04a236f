'use client';
import { useQueryState } from 'nuqs';
import { useCallback } from 'react';
import { gpuNodeParsers } from '@/lib/queries/gpus-url';
import { toDeviceHref } from './to-device-href';

/** Addresses of nodes and their devices that keep the range of the page they stand on. */
export function useDeviceHref(): (nodeId: string, slot?: number) => string {
  const [from] = useQueryState('from', gpuNodeParsers.from);
  return useCallback((nodeId, slot) => toDeviceHref(nodeId, slot ?? null, from), [from]);
}
