import { createSerializer } from 'nuqs/server';
import { type GpuRange, gpuNodeParsers } from '@/lib/queries/gpus-url';

const serialize = createSerializer(gpuNodeParsers);

/** The page of a node, with one of its devices open when `slot` says which, over the range one looks at. */
export function toDeviceHref(nodeId: string, slot: number | null, from: GpuRange): string {
  return serialize(`/gpus/nodes/${encodeURIComponent(nodeId)}`, { gpu: slot, from });
}
