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

/** What one instance of a type carries: GPUs, and AWS's own Neuron devices. Null when the type does not tell their number. */
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
  const accelerators = devices.map(toAccelerator);
  return accelerators.every((accelerator) => accelerator !== null) ? accelerators : null;
}

/** The same devices on `instances` instances. */
export function multiplyAccelerators(accelerators: readonly Accelerator[], instances: number): Accelerator[] {
  return accelerators.map((accelerator) => ({ ...accelerator, count: accelerator.count * instances }));
}

function toAccelerator({ Manufacturer, Name, Count, MemoryInfo, GpuPartitionSize }: DeviceFacts): Accelerator | null {
  if (Name === undefined || !isCount(Count)) return null;
  const sizeInMiB = MemoryInfo?.SizeInMiB;
  return {
    model: toModel(Manufacturer, Name, GpuPartitionSize),
    count: Count,
    memoryBytes: isCount(sizeInMiB) && sizeInMiB > 0 ? sizeInMiB * mebibyte : null,
  };
}

/** `NVIDIA H100`; a slice of a device is a model of its own, `NVIDIA L4 (1/8)`, because it does not do a whole one's work. */
function toModel(manufacturer: string | undefined, name: string, partition: number | undefined): string {
  const vendor = manufacturer?.toUpperCase() === 'NVIDIA' ? 'NVIDIA' : manufacturer;
  const isNamed = vendor === undefined || name.toLowerCase().startsWith(vendor.toLowerCase());
  const whole = isNamed ? name : `${vendor} ${name}`;
  return partition !== undefined && partition > 0 && partition < 1
    ? `${whole} (1/${Math.round(1 / partition)})`
    : whole;
}

function isCount(value: number | undefined): value is number {
  return value !== undefined && Number.isSafeInteger(value) && value >= 0;
}
