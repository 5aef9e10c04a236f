import type { Accelerator } from '@/lib/domain/resource';
import type { Quantities } from '../objects/object-schema';
import { countOf, deviceResources, isAmdWholeResource } from './accelerator-resources';
import { modelOf, servesSlicesAsDevices, sharesOf } from './to-node-accelerators';

/** What a pod's node says of its devices. */
export interface NodeDevices {
  labels: Readonly<Record<string, string>>;
  /** Null when slices or shares hide how many there are. */
  accelerators: Accelerator[] | null;
}

/**
 * The whole devices a pod holds on its node. Slices and shares are no whole devices, so a pod that holds only those
 * holds none. `node` null: it is not known, and so neither is what its devices are.
 */
export function toPodAccelerators(request: Quantities, node: NodeDevices | null): Accelerator[] | null {
  const held: Accelerator[] = [];
  for (const resource of [...deviceResources, ...Object.keys(request).filter(isAmdWholeResource)]) {
    const count = countOf(request, resource);
    if (count === null) return null;
    if (count === 0) continue;
    if (node === null) return null;
    const { labels, accelerators } = node;
    if (servesSlicesAsDevices(resource, labels)) continue;
    if (resource === 'nvidia.com/gpu' && sharesOf(labels) !== 1) continue;
    const model = modelOf(resource, labels);
    const memoryBytes = accelerators?.find((each) => each.model === model)?.memoryBytes ?? null;
    held.push({ model, count, memoryBytes });
  }
  return held;
}

/** What a pod asks for in words, e.g. `2 × nvidia.com/mig-1g.10gb`. */
export function nameRequest(request: Quantities): string {
  return Object.entries(request)
    .map(([resource, count]) => `${count} × ${resource}`)
    .join(', ');
}
