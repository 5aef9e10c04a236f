import type { Quantities } from '../objects/object-schema';
import { parseQuantity } from '../objects/parse-quantity';

/** Resources whose unit is a whole device, unless the node's labels say that they are shared or sliced. */
export const deviceResources = ['nvidia.com/gpu', 'amd.com/gpu', 'google.com/tpu'] as const;

/** A time slice of a device, where the device plugin gives slices a name of their own. */
export const sharedResource = 'nvidia.com/gpu.shared';
const slicePattern = /^nvidia\.com\/mig-/;
/** AMD's device plugin may name devices after how they are partitioned: one of `spx` is whole. */
const amdWholePattern = /^amd\.com\/spx_nps\d$/;
const amdPartPattern = /^amd\.com\/[a-rt-z]px_nps\d$/;

/** Whether a resource is an accelerator or a part of one. */
export function isAcceleratorResource(name: string): boolean {
  if (deviceResources.some((device) => device === name) || name === sharedResource) return true;
  return [slicePattern, amdWholePattern, amdPartPattern].some((pattern) => pattern.test(name));
}

/** Whether a resource is AMD devices that are not partitioned, under the name that says so. */
export function isAmdWholeResource(name: string): boolean {
  return amdWholePattern.test(name);
}

/** Whether a resource is a slice of a partitioned NVIDIA device (MIG), e.g. `nvidia.com/mig-1g.10gb`. */
export function isSliceResource(name: string): boolean {
  return slicePattern.test(name);
}

/** Whether a resource is parts of partitioned AMD devices, e.g. `amd.com/cpx_nps4`. */
export function isAmdPartResource(name: string): boolean {
  return amdPartPattern.test(name);
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
