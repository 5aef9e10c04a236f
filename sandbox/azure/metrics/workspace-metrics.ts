import { isOf } from '../../world/azure/records';
import { gpusOfWorkspaceNode, runOfNode } from '../../world/gpus/azure-gpus';
import type { GpuDevice } from '../../world/gpus/device';
import { gpuCountersAt } from '../../world/gpus/gpu-counters';
import { readableAt } from '../../world/gpus/gpu-reading';
import { type GpuState, gpuAt } from '../../world/gpus/gpu-state';
import type { MetricDefinition, MetricNamespace } from './metric-definition';
import { withLosses } from './wave';

const bytesPerMiB = 1024 ** 2;
const minuteMs = 60_000;
/** What a device's share of the node's fabric carries in a minute while every multiprocessor works. */
const fabricMegabytesPerMinute = 900_000;

const nodeDimensions = ['Scenario', 'runId', 'NodeId', 'DeviceId', 'ClusterName'] as const;
const instanceDimensions = ['Scenario', 'runId', 'rootRunId', 'InstanceId', 'DeviceId', 'ComputeName'] as const;

type Read = (device: GpuDevice, ms: number) => number;
const now =
  (of: (state: GpuState, device: GpuDevice) => number): Read =>
  (device, ms) =>
    of(gpuAt(device, ms), device);

/** What a minute drew, in joules. A counter that begins anew in it tells what came since. */
const energyOfMinute: Read = (device, ms) => {
  const [before, after] = [gpuCountersAt(device, ms), gpuCountersAt(device, ms + minuteMs)];
  return after.energyJoules - (after.sinceMs === before.sinceMs ? before.energyJoules : 0);
};

/** What a machine learning workspace tells of the machines its compute clusters run. All of it is labelled `Count`. */
export const workspaceMetrics: MetricNamespace = {
  type: 'microsoft.machinelearningservices/workspaces',
  metrics: [
    metric(
      'GpuUtilizationPercentage',
      nodeDimensions,
      now(({ utilization }) => utilization * 100),
    ),
    metric(
      'GpuMemoryUtilizationPercentage',
      nodeDimensions,
      now(({ memoryUsedBytes }, { memoryBytes }) => (memoryUsedBytes / memoryBytes) * 100),
    ),
    metric(
      'GpuUtilizationMilliGPUs',
      instanceDimensions,
      now(({ utilization }) => utilization * 1000),
    ),
    metric('GpuCapacityMilliGPUs', instanceDimensions, () => 1000),
    metric(
      'GpuMemoryUtilizationMegabytes',
      instanceDimensions,
      now(({ memoryUsedBytes }) => memoryUsedBytes / bytesPerMiB),
    ),
    metric('GpuMemoryCapacityMegabytes', instanceDimensions, ({ memoryBytes }) => memoryBytes / bytesPerMiB),
    metric('GpuEnergyJoules', instanceDimensions, energyOfMinute, 'total'),
    metric(
      'IBReceiveMegabytes',
      instanceDimensions,
      now(({ smActive }) => smActive * fabricMegabytesPerMinute),
    ),
    metric(
      'IBTransmitMegabytes',
      instanceDimensions,
      now(({ smActive }) => smActive * fabricMegabytesPerMinute * 0.98),
    ),
    // The processors of a node have more to do the more its devices do.
    metric(
      'CpuUtilizationPercentage',
      ['Scenario', 'runId', 'NodeId', 'ClusterName'],
      now(({ utilization }) => 4 + utilization * 60),
    ),
  ],
};

function metric(
  name: string,
  dimensions: readonly string[],
  read: Read,
  aggregation: MetricDefinition['aggregation'] = 'average',
): MetricDefinition {
  const isOfDevices = dimensions.includes('DeviceId');
  return {
    name,
    unit: 'Count',
    aggregation,
    grainMinutes: 1,
    dimensions,
    lines(record, world) {
      if (!isOf('microsoft.machinelearningservices/workspaces', record)) return [];
      return record.nodes.flatMap((node) => {
        const devices = gpusOfWorkspaceNode(world.seed, record, node);
        return (isOfDevices ? devices : devices.slice(0, 1)).map((device) => {
          const all = valuesOf(record.name, node, device.index);
          return {
            dimensions: Object.fromEntries(dimensions.map((dimension) => [dimension, all[dimension] ?? ''])),
            sample: withLosses(`${record.uniqueId} ${node} ${device.index} ${name}`, (at) => {
              const asOfMs = readableAt(device, at.getTime());
              return asOfMs === null ? null : read(device, asOfMs);
            }),
          };
        });
      });
    },
  };
}

function valuesOf(workspace: string, node: string, device: number): Record<string, string> {
  const run = runOfNode(workspace, node);
  return {
    Scenario: 'Training',
    runId: run,
    rootRunId: run,
    NodeId: node,
    InstanceId: node,
    DeviceId: String(device),
    ClusterName: 'h100-cluster',
    ComputeName: 'h100-cluster',
  };
}
