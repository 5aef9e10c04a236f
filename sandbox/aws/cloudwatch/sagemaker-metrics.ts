import type { GpuDevice } from '../../world/gpus/device';
import { readableAt } from '../../world/gpus/gpu-reading';
import { gpuAt } from '../../world/gpus/gpu-state';
import type { MetricSource } from './metric-source';
import type { ManagedHost } from './senders';

type Read = (device: GpuDevice, ms: number) => number;

const busy: Read = (device, ms) => gpuAt(device, ms).utilization * 100;
const held: Read = (device, ms) => (gpuAt(device, ms).memoryUsedBytes / device.memoryBytes) * 100;

/** What SageMaker tells of the GPUs of its hosts: percent of one GPU, added up over all a host has. */
export const sagemakerMetrics: readonly MetricSource[] = (
  ['/aws/sagemaker/TrainingJobs', '/aws/sagemaker/Endpoints'] as const
).flatMap((namespace) => [metric(namespace, 'GPUUtilization', busy), metric(namespace, 'GPUMemoryUtilization', held)]);

function metric(namespace: ManagedHost['namespace'], name: string, read: Read): MetricSource {
  return {
    namespace,
    name,
    unit: 'Percent',
    dimensionSets: null,
    emissions({ host }, ms) {
      if (host?.namespace !== namespace) return [];
      const values = host.devices.flatMap((device) => {
        const asOfMs = readableAt(device, ms);
        return asOfMs === null ? [] : [read(device, asOfMs)];
      });
      const value = values.reduce((sum, each) => sum + each, 0);
      return values.length === 0 ? [] : [{ labels: host.labels, value }];
    },
  };
}
