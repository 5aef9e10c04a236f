import type { Accelerator } from '@/lib/domain/resource';
import { toAcceleratorModel } from './accelerator-models';
import { toMachineChips } from './tpu-types';

/** Machine types that carry GPUs without naming them, as documented under "GPU machine types". */
const gpusByMachineType = new Map<string, [type: string, count: number]>([
  ...[1, 2, 4, 8].map((count) => entry(`a2-highgpu-${count}g`, 'nvidia-tesla-a100', count)),
  entry('a2-megagpu-16g', 'nvidia-tesla-a100', 16),
  ...[1, 2, 4, 8].map((count) => entry(`a2-ultragpu-${count}g`, 'nvidia-a100-80gb', count)),
  ...[1, 2, 4, 8].map((count) => entry(`a3-highgpu-${count}g`, 'nvidia-h100-80gb', count)),
  entry('a3-edgegpu-8g', 'nvidia-h100-80gb', 8),
  entry('a3-megagpu-8g', 'nvidia-h100-mega-80gb', 8),
  entry('a3-ultragpu-8g', 'nvidia-h200-141gb', 8),
  entry('a4-highgpu-8g', 'nvidia-b200', 8),
  entry('a4x-highgpu-4g', 'nvidia-gb200', 4),
  entry('a4x-maxgpu-4g-metal', 'nvidia-gb300', 4),
  ...[4, 8, 12, 16, 32].map((processors) => entry(`g2-standard-${processors}`, 'nvidia-l4', 1)),
  entry('g2-standard-24', 'nvidia-l4', 2),
  entry('g2-standard-48', 'nvidia-l4', 4),
  entry('g2-standard-96', 'nvidia-l4', 8),
  entry('g4-standard-48', 'nvidia-rtx-pro-6000', 1),
  entry('g4-standard-96', 'nvidia-rtx-pro-6000', 2),
  entry('g4-standard-192', 'nvidia-rtx-pro-6000', 4),
  entry('g4-standard-384', 'nvidia-rtx-pro-6000', 8),
]);

/** Families whose every type carries accelerators: a type of theirs that is not in the table has an unknown number. */
const acceleratorFamily = /^(a[2-9]x?|g[2-9]|ct\d\w*|tpu\w*)-|^cloud-tpu$/;

/** What a machine type carries by itself. Empty: nothing. Null: something, but how much is not known. */
export function acceleratorsOfMachineType(machineType: string): Accelerator[] | null {
  const gpus = gpusByMachineType.get(machineType);
  if (gpus !== undefined) return [{ ...toAcceleratorModel(gpus[0]), count: gpus[1] }];
  return toMachineChips(machineType) ?? (acceleratorFamily.test(machineType) ? null : []);
}

function entry(machineType: string, type: string, count: number): [string, [string, number]] {
  return [machineType, [type, count]];
}
