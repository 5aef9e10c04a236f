import type { Accelerator } from '@/lib/domain/resource';
import { lastPart } from '../to-place';
import { toAcceleratorModel } from './accelerator-models';
import { acceleratorsOfMachineType } from './machine-types';

/** Accelerators as an API lists them beside a machine type; counts may come as text. */
export interface ListedAccelerator {
  type?: string | undefined;
  count?: number | undefined;
}

/** No type, or a TPU, of which some types count chips and others cores: there the machine type tells. */
const saysNothing = /^$|^ACCELERATOR_TYPE_UNSPECIFIED$|^TPU_/;

/**
 * What one machine carries. What it lists goes before what its type implies, since a type that implies accelerators
 * lists the same ones again. Null when that is not known.
 */
export function toMachineAccelerators(
  machineType: string | undefined,
  listed: readonly ListedAccelerator[],
): Accelerator[] | null {
  const attached = listed.flatMap(({ type, count }) =>
    type === undefined || saysNothing.test(type) ? [] : [{ type, count }],
  );
  if (attached.length === 0) return machineType === undefined ? null : acceleratorsOfMachineType(lastPart(machineType));
  const accelerators = attached.map(({ type, count }): Accelerator | null =>
    count === undefined || !Number.isSafeInteger(count) || count < 1 ? null : { ...toAcceleratorModel(type), count },
  );
  return accelerators.every((accelerator) => accelerator !== null) ? accelerators : null;
}

/** The same accelerators on so many machines; null when either is not known. */
export function multiplyAccelerators(each: Accelerator[] | null, machines: number | null): Accelerator[] | null {
  if (each?.length === 0) return [];
  if (each === null || machines === null) return null;
  return machines === 0 ? [] : each.map((accelerator) => ({ ...accelerator, count: accelerator.count * machines }));
}

/** Everything together, equal models as one; null when any part is not known. */
export function addAccelerators(parts: readonly (Accelerator[] | null)[]): Accelerator[] | null {
  const sums = new Map<string, Accelerator>();
  for (const part of parts) {
    if (part === null) return null;
    for (const accelerator of part) {
      const key = `${accelerator.model} ${accelerator.memoryBytes}`;
      const sum = sums.get(key);
      sums.set(key, sum === undefined ? accelerator : { ...sum, count: sum.count + accelerator.count });
    }
  }
  return [...sums.values()];
}
