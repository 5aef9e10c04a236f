import type { Accelerator } from '@/lib/domain/resource';
import { multiplyAccelerators } from './to-accelerators';

/** Equal instances; `each` is what one of them carries, null when that is not known. */
export interface InstanceGroup {
  each: readonly Accelerator[] | null;
  instances: number;
}

/** All accelerators of the groups, one entry a model. Null when any group's are not known: a part is not the sum. */
export function addAccelerators(groups: readonly InstanceGroup[]): Accelerator[] | null {
  const sums = new Map<string, Accelerator>();
  for (const { each, instances } of groups) {
    if (instances === 0) continue;
    if (each === null) return null;
    for (const accelerator of multiplyAccelerators(each, instances)) {
      const key = `${accelerator.model} ${accelerator.memoryBytes}`;
      const sum = sums.get(key);
      sums.set(key, sum === undefined ? accelerator : { ...sum, count: sum.count + accelerator.count });
    }
  }
  return [...sums.values()];
}
