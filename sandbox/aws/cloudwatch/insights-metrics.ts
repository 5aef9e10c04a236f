import { findInstanceSize } from '../../world/aws/instance-catalogue';
import { type AwsGpuMachine, workloadOfPod } from '../../world/gpus/aws-gpus';
import type { GpuDevice, GpuHolder, GpuPart } from '../../world/gpus/device';
import { readableAt } from '../../world/gpus/gpu-reading';
import { type GpuState, gpuAt } from '../../world/gpus/gpu-state';
import { privateNameOf } from '../ec2/instance-document';
import type { Dimensions } from './dimensions';
import type { Emission, MachineMetric } from './metric-source';

const namespace = 'ContainerInsights';
const node = ['ClusterName', 'NodeName', 'InstanceId'] as const;
const workload = ['ClusterName', 'Namespace', 'PodName'] as const;
const pod = [...workload, 'FullPodName'] as const;

/** The sets of dimensions the agent files each level's metrics of devices under. */
const deviceSets = {
  node: [['ClusterName'], node, [...node, 'InstanceType', 'GpuDevice']],
  pod: [['ClusterName'], ['ClusterName', 'Namespace'], workload, pod, [...pod, 'GpuDevice']],
  container: [
    ['ClusterName'],
    [...workload, 'ContainerName'],
    [...pod, 'ContainerName'],
    [...pod, 'ContainerName', 'GpuDevice'],
  ],
} as const;
/** And of the fabric, which it does not tell by device. */
const fabricSets = {
  node: [['ClusterName'], node],
  pod: [['ClusterName'], ['ClusterName', 'Namespace'], workload, pod],
  container: [['ClusterName'], [...workload, 'ContainerName'], [...pod, 'ContainerName']],
} as const;
const countSets = { node: [['ClusterName'], node], pod: [['ClusterName'], workload, pod] } as const;

const levels = ['node', 'pod', 'container'] as const;
type Level = (typeof levels)[number];

interface DeviceMeasure {
  name: string;
  unit: MachineMetric['unit'];
  of(state: GpuState, device: GpuDevice): number;
}

const deviceMeasures: readonly DeviceMeasure[] = [
  { name: 'utilization', unit: 'Percent', of: ({ utilization }) => Math.round(utilization * 100) },
  {
    name: 'memory_utilization',
    unit: 'Percent',
    of: ({ memoryUsedBytes }, { memoryBytes }) => (memoryUsedBytes / memoryBytes) * 100,
  },
  { name: 'memory_total', unit: 'Bytes', of: (_, { memoryBytes }) => memoryBytes },
  { name: 'memory_used', unit: 'Bytes', of: ({ memoryUsedBytes }) => memoryUsedBytes },
  { name: 'power_draw', unit: 'None', of: ({ powerWatts }) => powerWatts },
  { name: 'temperature', unit: 'None', of: ({ temperatureCelsius }) => Math.round(temperatureCelsius) },
  // A share of 1, and not scaled as the others are.
  { name: 'tensor_core_utilization', unit: 'Percent', of: ({ tensorActive }) => tensorActive },
];

/** Bytes a second the fabric of a device carries while every multiprocessor works, by what is counted. */
const fabricMeasures = {
  rx_bytes: 24_000_000_000,
  tx_bytes: 23_800_000_000,
  rdma_read_bytes: 9_000_000_000,
  rdma_write_bytes: 14_000_000_000,
  rdma_write_recv_bytes: 14_000_000_000,
} as const;

/** What Container Insights with enhanced observability tells of the GPUs and the fabric of a cluster, once a minute. */
export const insightsMetrics: readonly MachineMetric[] = [
  ...levels.flatMap((level) => deviceMeasures.map((measure) => deviceMetric(level, measure))),
  ...levels.flatMap((level) =>
    Object.entries(fabricMeasures).map(([name, most]) =>
      fabricMetric(level, name, ({ smActive }) => Math.round(smActive * most)),
    ),
  ),
  ...levels.map((level) => fabricMetric(level, 'rx_dropped', () => 0)),
  nodeCount('node_gpu_limit', 'Count', ({ devices }) => devices.length),
  nodeCount('node_gpu_usage_total', 'Count', heldDevices),
  nodeCount(
    'node_gpu_reserved_capacity',
    'Percent',
    (machine, ms) => (heldDevices(machine, ms) / machine.devices.length) * 100,
  ),
  ...(['pod_gpu_request', 'pod_gpu_limit', 'pod_gpu_usage_total'] as const).map(podCount),
];

function deviceMetric(level: Level, { name, unit, of }: DeviceMeasure): MachineMetric {
  return {
    namespace,
    name: `${level}_gpu_${name}`,
    unit,
    dimensionSets: deviceSets[level],
    emissions: (machine, ms, wanted) =>
      readDevices(machine, ms, wanted, (device, state, held) => {
        const value = of(state, device);
        const own = { GpuDevice: `nvidia${device.index}` };
        return labelsOf(level, machine, held).map((labels) => ({ labels: { ...labels, ...own }, value }));
      }),
  };
}

/** What a machine's devices exchange with others, added up for each that does. */
function fabricMetric(level: Level, name: string, of: (state: GpuState) => number): MachineMetric {
  return {
    namespace,
    name: `${level}_efa_${name}`,
    unit: 'Bytes/Second',
    dimensionSets: fabricSets[level],
    emissions(machine, ms) {
      if (!findInstanceSize(machine.instance.size)?.efa) return [];
      const each = readDevices(machine, ms, null, (_, state, held) =>
        labelsOf(level, machine, held).map((labels) => ({ labels, value: of(state) })),
      );
      return addUp(each);
    },
  };
}

function nodeCount(
  name: string,
  unit: MachineMetric['unit'],
  of: (machine: AwsGpuMachine, ms: number) => number,
): MachineMetric {
  return {
    namespace,
    name,
    unit,
    dimensionSets: countSets.node,
    emissions(machine, ms) {
      const isSilent = machine.devices.every((device) => readableAt(device, ms) === null);
      if (!machine.hasInsights || isSilent) return [];
      return [{ labels: nodeLabels(machine), value: of(machine, ms) }];
    },
  };
}

function podCount(name: string): MachineMetric {
  return {
    namespace,
    name,
    unit: 'Count',
    dimensionSets: countSets.pod,
    emissions: (machine, ms) =>
      addUp(
        readDevices(machine, ms, null, (_device, _state, held) =>
          labelsOf('pod', machine, held).map((labels) => ({ labels, value: 1 })),
        ),
      ),
  };
}

function heldDevices({ devices }: AwsGpuMachine, ms: number): number {
  return devices.filter((device) => device.tenancy(ms).parts.length > 0).length;
}

function readDevices(
  { hasInsights, devices }: AwsGpuMachine,
  ms: number,
  wanted: number | null,
  read: (device: GpuDevice, state: GpuState, held: readonly GpuPart[]) => Emission[],
): Emission[] {
  if (!hasInsights) return [];
  return devices.flatMap((device) => {
    if (wanted !== null && device.index !== wanted) return [];
    const asOfMs = readableAt(device, ms);
    return asOfMs === null ? [] : read(device, gpuAt(device, asOfMs), device.tenancy(ms).parts);
  });
}

/** Under what a device's value is told at a level: of pods, once for each that has a part of the device. */
function labelsOf(level: Level, machine: AwsGpuMachine, held: readonly GpuPart[]): Dimensions[] {
  if (level === 'node') return [nodeLabels(machine)];
  return held.map(({ holder }) => podLabels(machine, holder));
}

function nodeLabels({ cluster, instance }: AwsGpuMachine): Dimensions {
  return {
    ClusterName: cluster ?? '',
    NodeName: privateNameOf(instance),
    InstanceId: instance.id,
    InstanceType: instance.size,
  };
}

function podLabels(machine: AwsGpuMachine, { name, namespace: owner }: GpuHolder): Dimensions {
  return {
    ClusterName: machine.cluster ?? '',
    Namespace: owner ?? 'default',
    PodName: workloadOfPod(name),
    FullPodName: name,
    ContainerName: 'main',
  };
}

function addUp(emissions: readonly Emission[]): Emission[] {
  const sums = new Map<string, Emission>();
  for (const { labels, value } of emissions) {
    const key = JSON.stringify(labels);
    const known = sums.get(key);
    sums.set(key, { labels, value: value + (known === undefined ? 0 : known.value) });
  }
  return [...sums.values()];
}
