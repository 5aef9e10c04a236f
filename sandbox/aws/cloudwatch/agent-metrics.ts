import type { GpuDevice } from '../../world/gpus/device';
import { readableAt } from '../../world/gpus/gpu-reading';
import { type GpuState, gpuAt } from '../../world/gpus/gpu-state';
import { privateNameOf } from '../ec2/instance-document';
import type { Dimensions } from './dimensions';
import type { MachineMetric } from './metric-source';
import type { MeasuredMachine } from './senders';

const bytesPerMiB = 1024 ** 2;

/** What the CloudWatch agent tells of nvidia-smi, once a minute. Memory is in MiB, whatever the unit is called. */
export const agentMetrics: readonly MachineMetric[] = [
  metric('utilization_gpu', 'Percent', ({ utilization }) => Math.round(utilization * 100)),
  metric('utilization_memory', 'Percent', ({ bandwidthActive }) => Math.round(bandwidthActive * 100)),
  metric('memory_total', 'Megabytes', (_, { memoryBytes }) => Math.round(memoryBytes / bytesPerMiB)),
  metric('memory_used', 'Megabytes', ({ memoryUsedBytes }) => Math.round(memoryUsedBytes / bytesPerMiB)),
  metric(
    'memory_free',
    'Megabytes',
    ({ memoryUsedBytes, memoryReservedBytes }, { memoryBytes }) =>
      Math.round(memoryBytes / bytesPerMiB) -
      Math.round(memoryReservedBytes / bytesPerMiB) -
      Math.round(memoryUsedBytes / bytesPerMiB),
  ),
  metric('power_draw', 'None', ({ powerWatts }) => Math.round(powerWatts * 100) / 100),
  metric('temperature_gpu', 'None', ({ temperatureCelsius }) => Math.round(temperatureCelsius)),
  metric('clocks_current_sm', 'None', ({ isThrottled, utilization }) =>
    isThrottled ? 1140 : utilization > 0.05 ? 1755 : 345,
  ),
  metric('clocks_current_memory', 'None', () => 2619),
  metric('pcie_link_gen_current', 'None', ({ utilization }) => (utilization > 0.05 ? 5 : 1)),
  metric('pcie_link_width_current', 'None', () => 16),
];

function metric(
  name: string,
  unit: MachineMetric['unit'],
  of: (state: GpuState, device: GpuDevice) => number,
): MachineMetric {
  return {
    namespace: 'CWAgent',
    name: `nvidia_smi_${name}`,
    unit,
    dimensionSets: null,
    emissions(machine, ms, wanted) {
      if (!machine.hasAgent) return [];
      return machine.devices.flatMap((device) => {
        if (wanted !== null && device.index !== wanted) return [];
        const asOfMs = readableAt(device, ms);
        return asOfMs === null ? [] : [{ labels: labelsOf(machine, device), value: of(gpuAt(device, asOfMs), device) }];
      });
    },
  };
}

const architectures: Readonly<Record<string, string>> = {
  'NVIDIA H100': 'Hopper',
  'NVIDIA H200': 'Hopper',
  'NVIDIA A100': 'Ampere',
  'NVIDIA A10G': 'Ampere',
  'NVIDIA L4': 'Ada Lovelace',
  'NVIDIA L40S': 'Ada Lovelace',
};

const products: Readonly<Record<string, string>> = {
  'NVIDIA H100': 'NVIDIA H100 80GB HBM3',
  'NVIDIA A100': 'NVIDIA A100-SXM4-40GB',
};

/** The agent drops the device's UUID before it sends anything. */
function labelsOf({ instance, autoScalingGroup }: MeasuredMachine, { index, model }: GpuDevice): Dimensions {
  return {
    InstanceId: instance.id,
    ImageId: instance.image,
    InstanceType: instance.size,
    ...(autoScalingGroup === null ? {} : { AutoScalingGroupName: autoScalingGroup }),
    name: products[model] ?? model,
    arch: architectures[model] ?? 'Unknown',
    index: String(index),
    host: privateNameOf(instance),
  };
}
