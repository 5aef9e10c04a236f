import type { MetricName } from '@/lib/domain/metric';
import type { AwsPlace } from '../connect/region-context';
import { toArn } from '../inventory/to-arn';
import {
  asIs,
  byAttributes,
  type Dimensions,
  fromPercent,
  type MetricGroup,
  type MetricSource,
  type ToAttributes,
  told,
} from './metric-source';

function toNode({ ClusterName, InstanceId, NodeName }: Dimensions, place: AwsPlace): Record<string, string> | null {
  if (!InstanceId || !NodeName) return null;
  return {
    resource: toArn(place, 'ec2', `instance/${InstanceId}`),
    'host.name': NodeName,
    ...told('k8s.cluster.name', ClusterName),
  };
}

/** `PodName` alone is that of what made the pod, shared by all of its like. */
function toPod({ ClusterName, Namespace, FullPodName }: Dimensions): Record<string, string> | null {
  if (!ClusterName || !Namespace || !FullPodName) return null;
  return { 'k8s.cluster.name': ClusterName, 'k8s.namespace.name': Namespace, 'k8s.pod.name': FullPodName };
}

function toContainer(dimensions: Dimensions): Record<string, string> | null {
  const pod = toPod(dimensions);
  return pod && dimensions.ContainerName ? { ...pod, 'k8s.container.name': dimensions.ContainerName } : null;
}

/** E.g. `nvidia0`, of which the agent writes one to each device of a node. */
const devicePattern = /^nvidia(\d{1,4})$/;

/** The same of one device: without the dimension a metric is the mean over all that the thing has. */
const ofDevice =
  (identify: ToAttributes): ToAttributes =>
  (dimensions, place) => {
    const { GpuDevice } = dimensions;
    const identity = identify(dimensions, place);
    return identity && GpuDevice ? { ...identity, 'gpu.index': devicePattern.exec(GpuDevice)?.[1] ?? GpuDevice } : null;
  };

/** The same of one network interface: without it CloudWatch's mean is over interfaces and not their sum. */
const ofInterface =
  (identify: ToAttributes): ToAttributes =>
  (dimensions, place) => {
    const { NetworkInterfaceId } = dimensions;
    const identity = identify(dimensions, place);
    return identity && NetworkInterfaceId ? { ...identity, 'network.interface': NetworkInterfaceId } : null;
  };

/** The tensor cores' comes as a ratio: the agent multiplies only the shares that DCGM itself gives in percent. */
const deviceMetrics: [suffix: string, metric: MetricName, toUnit: MetricSource['toUnit']][] = [
  ['utilization', 'hw.gpu.utilization', fromPercent],
  ['tensor_core_utilization', 'gpu.tensor.active', asIs],
  ['memory_used', 'hw.gpu.memory.usage', asIs],
  ['memory_total', 'hw.gpu.memory.limit', asIs],
  ['memory_utilization', 'hw.gpu.memory.utilization', fromPercent],
  ['power_draw', 'hw.power', asIs],
  ['temperature', 'hw.temperature', asIs],
];

const toDeviceSources = (level: string, subject: MetricSource['subject'], identify: ToAttributes): MetricSource[] =>
  deviceMetrics.map(([suffix, metric, toUnit]) => ({
    name: `${level}_gpu_${suffix}`,
    dimension: 'GpuDevice',
    metric,
    subject,
    toUnit,
    identify: byAttributes(ofDevice(identify)),
  }));

const toFabricSources = (level: string, subject: MetricSource['subject'], identify: ToAttributes): MetricSource[] =>
  (['receive', 'transmit'] as const).map((direction) => ({
    name: `${level}_efa_${direction === 'receive' ? 'rx' : 'tx'}_bytes`,
    dimension: 'NetworkInterfaceId',
    metric: 'fabric.io.rate',
    subject,
    toUnit: asIs,
    identify: byAttributes((dimensions, place) => {
      const identity = ofInterface(identify)(dimensions, place);
      return identity && { ...identity, direction };
    }),
  }));

const ofNodes = (name: string, metric: MetricName, toUnit: MetricSource['toUnit']): MetricSource => ({
  name,
  dimension: 'NodeName',
  metric,
  subject: 'host',
  toUnit,
  identify: byAttributes(toNode),
});

/**
 * Container Insights of EKS. A node's devices are there while no pod holds them, so the accelerators are the nodes'; a
 * pod's and a container's are what those saw of devices, shared ones more than once, and never counted as devices. Their
 * dimensions name no node, so they cannot say which device a pod holds: how many of a node are given out is all there is.
 */
export const containerInsightsMetrics: MetricGroup = {
  namespace: 'ContainerInsights',
  sources: [
    ...toDeviceSources('node', 'accelerator', toNode),
    ofNodes('node_cpu_utilization', 'host.cpu.utilization', fromPercent),
    ofNodes('node_memory_working_set', 'host.memory.usage', asIs),
    ofNodes('node_memory_limit', 'host.memory.limit', asIs),
    ofNodes('node_gpu_usage_total', 'gpu.allocated', asIs),
    ofNodes('node_gpu_limit', 'gpu.allocatable', asIs),
    ...toFabricSources('node', 'host', toNode),
    ...toDeviceSources('pod', 'container', toPod),
    ...toDeviceSources('container', 'container', toContainer),
    ...toFabricSources('pod', 'container', toPod),
  ],
};
