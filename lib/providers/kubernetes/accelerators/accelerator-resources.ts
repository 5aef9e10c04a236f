import type { Quantities } from '../objects/object-schema';
import { parseQuantity } from '../objects/parse-quantity';

/** Resources whose unit is a whole device, unless the node's labels say that they are shared or sliced. */
export const deviceResources = ['nvidia.com/gpu', 'amd.com/gpu', 'google.com/tpu'] as const;

/** A time slice of a device, where the device plugin gives slices a name of their own. */
export const sharedResource = 'nvidia.com/gpu.shared';
const slicePattern = /^nvidia\.com\/mig-/;

/** Whether a resource is an accelerator or a part of one. */
export function isAcceleratorResource(name: string): boolean {
  return deviceResources.some((device) => device === name) || name === sharedResource || slicePattern.test(name);
}

/** Whether a resource is a slice of a partitioned device (MIG), e.g. `nvidia.com/mig-1g.10gb`. */
export function isSliceResource(name: string): boolean {
  return slicePattern.test(name);
}

/** How many of a resource there are; 0 only when it is not named, null when the number cannot be read. */
export function countOf(quantities: Quantities, name: string): number | null {
  if (!Object.hasOwn(quantities, name)) return 0;
  const count = parseQuantity(quantities[name]);
  return count !== null && Number.isInteger(count) && count >= 0 ? count : null;
}

/** The accelerator resources of which there are any. */
export function acceleratorsIn(quantities: Quantities): Quantities {
  return Object.fromEntries(
    Object.entries(quantities).filter(([name]) => isAcceleratorResource(name) && countOf(quantities, name) !== 0),
  );
}
