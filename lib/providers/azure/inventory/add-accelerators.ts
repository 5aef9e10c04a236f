import type { Accelerator } from '@/lib/domain/resource';

/** All accelerators of the groups, one entry a model. Null when any group's are not known: a part is not the sum. */
export function addAccelerators(groups: readonly (Accelerator[] | null)[]): Accelerator[] | null {
  const sums = new Map<string, Accelerator>();
  for (const group of groups) {
    if (group === null) return null;
    for (const accelerator of group) {
      const key = `${accelerator.model} ${accelerator.memoryBytes}`;
      const sum = sums.get(key);
      sums.set(key, sum === undefined ? accelerator : { ...sum, count: sum.count + accelerator.count });
    }
  }
  return [...sums.values()];
}
