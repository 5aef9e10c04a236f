import { isOf } from '../../world/azure/records';
import type { MetricDefinition, MetricNamespace } from './metric-definition';
import { steady, type WaveShape, wave } from './wave';

const devicesPerNode = 8;
const memoryMegabytes = 81_559;

const nodeDimensions = ['Scenario', 'runId', 'NodeId', 'DeviceId', 'ClusterName'] as const;
const instanceDimensions = ['Scenario', 'runId', 'rootRunId', 'InstanceId', 'DeviceId', 'ComputeName'] as const;

/** What a machine learning workspace tells of the machines its compute clusters run. All of it is labelled `Count`. */
export const workspaceMetrics: MetricNamespace = {
  type: 'microsoft.machinelearningservices/workspaces',
  metrics: [
    metric('GpuUtilizationPercentage', nodeDimensions, { low: 1, high: 100 }),
    metric('GpuMemoryUtilizationPercentage', nodeDimensions, { low: 5, high: 98 }),
    metric('GpuUtilizationMilliGPUs', instanceDimensions, { low: 10, high: 1000 }),
    metric('GpuCapacityMilliGPUs', instanceDimensions, { low: 1000, high: 1000 }),
    metric('GpuMemoryUtilizationMegabytes', instanceDimensions, { low: 4000, high: 79_000 }),
    metric('GpuMemoryCapacityMegabytes', instanceDimensions, { low: memoryMegabytes, high: memoryMegabytes }),
    metric('GpuEnergyJoules', instanceDimensions, { low: 4000, high: 42_000 }, 'total'),
    metric('IBReceiveMegabytes', instanceDimensions, { low: 0, high: 900_000 }),
    metric('IBTransmitMegabytes', instanceDimensions, { low: 0, high: 900_000 }),
    metric('CpuUtilizationPercentage', ['Scenario', 'runId', 'NodeId', 'ClusterName'], { low: 3, high: 80 }),
  ],
};

function metric(
  name: string,
  dimensions: readonly string[],
  shape: WaveShape,
  aggregation: MetricDefinition['aggregation'] = 'average',
): MetricDefinition {
  const devices = dimensions.includes('DeviceId') ? devicesPerNode : 1;
  return {
    name,
    unit: 'Count',
    aggregation,
    grainMinutes: 1,
    dimensions,
    lines(record) {
      if (!isOf('microsoft.machinelearningservices/workspaces', record)) return [];
      return record.nodes.flatMap((node) =>
        Array.from({ length: devices }, (_, device) => {
          const key = `${record.uniqueId} ${node} ${device} ${name}`;
          const all = valuesOf(record.name, node, device);
          return {
            dimensions: Object.fromEntries(dimensions.map((dimension) => [dimension, all[dimension] ?? ''])),
            sample: shape.low === shape.high ? steady(key, shape.low) : wave(key, shape),
          };
        }),
      );
    },
  };
}

function valuesOf(workspace: string, node: string, device: number): Record<string, string> {
  const run = `run_${workspace.replaceAll('-', '_')}_${node.slice(6, 14)}`;
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
