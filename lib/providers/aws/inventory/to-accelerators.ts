import type { InstanceTypeInfo } from '@aws-sdk/client-ec2';
import type { Accelerator } from '@/lib/domain/resource';

interface DeviceFacts {
  Manufacturer?: string;
  Name?: string;
  Count?: number;
  MemoryInfo?: { SizeInMiB?: number };
  /** Share of a whole device that one of these is, above 0 up to 1. */
  GpuPartitionSize?: number;
}

const mebibyte = 2 ** 20;

/**
 * The whole devices that one instance of a type carries: GPUs, and AWS's own Neuron devices. A slice of one is none. Null
 * when the type does not tell their number.
 */
export function toAccelerators({
  GpuInfo,
  NeuronInfo,
  InferenceAcceleratorInfo,
}: InstanceTypeInfo): Accelerator[] | null {
  const neuron = NeuronInfo?.NeuronDevices ?? InferenceAcceleratorInfo?.Accelerators ?? [];
  const devices: DeviceFacts[] = [
    ...(GpuInfo?.Gpus ?? []),
    ...neuron.map((device): DeviceFacts => ({ Manufacturer: 'AWS', ...device })),
  ];
  const accelerators = devices.filter(isWhole).map(toAccelerator);
  return accelerators.every((accelerator) => accelerator !== null) ? accelerators : null;
}

/** The same devices on `instances` instances. */
export function multiplyAccelerators(accelerators: readonly Accelerator[], instances: number): Accelerator[] {
  return accelerators.map((accelerator) => ({ ...accelerator, count: accelerator.count * instances }));
}

function isWhole({ GpuPartitionSize: share }: DeviceFacts): boolean {
  return share === undefined || !(share > 0 && share < 1);
}

function toAccelerator({ Manufacturer, Name, Count, MemoryInfo }: DeviceFacts): Accelerator | null {
  if (Name === undefined || !isCount(Count)) return null;
  const sizeInMiB = MemoryInfo?.SizeInMiB;
  return {
    model: toModel(Manufacturer, Name),
    count: Count,
    memoryBytes: isCount(sizeInMiB) && sizeInMiB > 0 ? sizeInMiB * mebibyte : null,
  };
}

/** E.g. `NVIDIA H100`. */
function toModel(manufacturer: string | undefined, name: string): string {
  const vendor = manufacturer?.toUpperCase() === 'NVIDIA' ? 'NVIDIA' : manufacturer;
  const isNamed = vendor === undefined || name.toLowerCase().startsWith(vendor.toLowerCase());
  return isNamed ? name : `${vendor} ${name}`;
}

function isCount(value: number | undefined): value is number {
  return value !== undefined && Number.isSafeInteger(value) && value >= 0;
}
