import type { Accelerator } from '../../../lib/domain/resource';
import type { GuestAccelerator } from './records/compute';

/** What comes with a machine type. */
interface MachineType {
  cpus: number;
  /** Devices the instance's own document names. */
  accelerators: GuestAccelerator[];
  /** TPU chips, which no instance's document names. */
  tpuChips: number;
}

const plain = (cpus: number): MachineType => ({ cpus, accelerators: [], tpuChips: 0 });
const gpu = (cpus: number, type: string, count: number): MachineType => ({
  cpus,
  accelerators: [{ type, count }],
  tpuChips: 0,
});

export const machineTypes = {
  'a3-highgpu-8g': gpu(208, 'nvidia-h100-80gb', 8),
  'g2-standard-8': gpu(8, 'nvidia-l4', 1),
  'g2-standard-48': gpu(48, 'nvidia-l4', 4),
  'ct5lp-hightpu-4t': { cpus: 112, accelerators: [], tpuChips: 4 },
  'c3-standard-44': plain(44),
  'n2-standard-8': plain(8),
  'n2-standard-16': plain(16),
  'n2-highmem-32': plain(32),
  'n1-standard-16': plain(16),
  'e2-standard-8': plain(8),
  'e2-medium': plain(2),
} as const satisfies Record<string, MachineType>;
export type MachineTypeName = keyof typeof machineTypes;

/** What Google's words for devices mean: Compute's and GKE's in lower case, Vertex's in upper. */
const models: Record<string, string> = {
  'nvidia-h100-80gb': 'NVIDIA H100',
  'nvidia-l4': 'NVIDIA L4',
  'nvidia-tesla-t4': 'NVIDIA T4',
  NVIDIA_H100_80GB: 'NVIDIA H100',
  NVIDIA_L4: 'NVIDIA L4',
  NVIDIA_TESLA_T4: 'NVIDIA T4',
};

/** The devices of a machine type in Vertex's words, which gives a machine at most one kind; null when it has none. */
export function vertexAcceleratorOf(machineType: MachineTypeName): GuestAccelerator | null {
  const [device] = machineTypes[machineType].accelerators;
  return device === undefined ? null : { type: device.type.toUpperCase().replaceAll('-', '_'), count: device.count };
}

/** `machines` machines' worth of devices in neutral words; nothing that Google serves tells their memory. */
export function toAccelerators(accelerators: readonly GuestAccelerator[], machines: number): Accelerator[] {
  if (machines === 0) return [];
  return accelerators.map(({ type, count }) => {
    const model = models[type];
    if (model === undefined) throw new RangeError(`The world has no accelerator ${type}.`);
    return { model, count: count * machines, memoryBytes: null };
  });
}

/** `chips` of TPU v5e in neutral words. */
export function toTpus(chips: number): Accelerator[] {
  return chips === 0 ? [] : [{ model: 'Google TPU v5e', count: chips, memoryBytes: null }];
}

/** TPU chips of one machine of this type. */
export function tpuChipsOf(machineType: string): number {
  return isMachineType(machineType) ? machineTypes[machineType].tpuChips : 0;
}

export function isMachineType(name: string): name is MachineTypeName {
  return Object.hasOwn(machineTypes, name);
}
