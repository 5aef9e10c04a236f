import { createSerializer } from 'nuqs/server';
import { type GpuSpan, gpuNodeParsers, writeGpuSpan } from '@/lib/queries/gpus-url';

const serialize = createSerializer(gpuNodeParsers);

/** The page of a node, with one of its devices open when `slot` says which, over what one looks at. */
export function toDeviceHref(nodeId: string, slot: number | null, span: GpuSpan): string {
  return serialize(`/gpus/nodes/${encodeURIComponent(nodeId)}`, { gpu: slot, ...writeGpuSpan(span) });
}
