import type { MetricName } from '@/lib/domain/metric';
import { type Conversion, type MetricGroup, type MetricSource, type SeriesLabels, told } from './metric-source';

/** Metrics that both kinds of TPU and GPU node have, by the last part of their type. Utilisation comes in percent. */
const ofAccelerators: [suffix: string, metric: MetricName, conversion: Conversion][] = [
  ['duty_cycle', 'hw.gpu.utilization', 'percent'],
  ['memory_used', 'hw.gpu.memory.usage', 'value'],
  ['memory_total', 'hw.gpu.memory.limit', 'value'],
  ['tensorcore_utilization', 'gpu.tensor.active', 'percent'],
  ['memory_bandwidth_utilization', 'gpu.memory.bandwidth.active', 'percent'],
];

const toSources = (prefix: string, resourceType: string, attributesOf: MetricSource['attributesOf']): MetricSource[] =>
  ofAccelerators.map(([suffix, metric, conversion]) => ({
    type: `${prefix}/${suffix}`,
    resourceType,
    metric,
    subject: 'accelerator',
    conversion,
    attributesOf,
  }));

/** One for each container and device. Google names no other device than by its id. */
const containerHolds: MetricSource = {
  type: 'kubernetes.io/container/accelerator/duty_cycle',
  resourceType: 'k8s_container',
  metric: 'gpu.held',
  subject: 'accelerator',
  conversion: 'held',
  attributesOf: ({ resource, metric }) =>
    metric.accelerator_id && resource.pod_name
      ? {
          'gpu.uuid': metric.accelerator_id,
          ...told('k8s.cluster.name', resource.cluster_name),
          'holder.kind': 'pod',
          'holder.name': resource.pod_name,
          ...told('k8s.namespace.name', resource.namespace_name),
        }
      : null,
};

/**
 * Measurements are of nodes, not of containers: a node's series are there while no container holds its accelerators, so
 * only they can be what usage is a share of. A container's only tell that its pod holds the device.
 */
export const gkeAccelerators: MetricGroup = {
  name: 'kubernetes.io/node/accelerator',
  sources: [
    ...toSources('kubernetes.io/node/accelerator', 'k8s_node', ({ resource, metric }) => ({
      ...told('gpu.uuid', metric.accelerator_id),
      ...told('gpu.model', metric.model),
      ...told('host.name', resource.node_name),
      ...told('k8s.cluster.name', resource.cluster_name),
    })),
    containerHolds,
  ],
};

export const tpuWorkers: MetricGroup = {
  name: 'tpu.googleapis.com/accelerator',
  sources: toSources('tpu.googleapis.com/accelerator', 'tpu.googleapis.com/GceTpuWorker', ({ resource, metric }) => ({
    ...told('gpu.index', metric.accelerator_id ?? metric.chip),
    ...told('tpu.node.id', resource.node_id),
    ...told('tpu.worker.id', resource.worker_id),
  })),
};

/** A device of a virtual machine, as the agent on it names both. */
export const ofInstance = ({ project, resource, metric }: SeriesLabels) => ({
  ...told('gpu.uuid', metric.uuid),
  ...told('gpu.index', metric.gpu_number),
  ...told('gpu.model', metric.model),
  ...told('gce.instance.id', resource.instance_id),
  'gce.project': project,
});

const agentMemory = {
  type: 'agent.googleapis.com/gpu/memory/bytes_used',
  resourceType: 'gce_instance',
  subject: 'accelerator',
  conversion: 'value',
} as const;
/** Both states are of one moment; there is no series of what there is. */
const memoryStates = { label: 'memory_state', parts: ['used', 'free'] } as const;

/** What Google's agent for virtual machines reads from the driver. */
export const opsAgentGpus: MetricGroup = {
  name: 'agent.googleapis.com/gpu',
  sources: [
    {
      type: 'agent.googleapis.com/gpu/utilization',
      resourceType: 'gce_instance',
      metric: 'hw.gpu.utilization',
      subject: 'accelerator',
      conversion: 'by-unit',
      attributesOf: ofInstance,
    },
    {
      ...agentMemory,
      metric: 'hw.gpu.memory.usage',
      attributesOf: (labels) => (labels.metric.memory_state === 'used' ? ofInstance(labels) : null),
    },
    {
      ...agentMemory,
      metric: 'hw.gpu.memory.limit',
      whole: { ...memoryStates, take: 'sum' },
      attributesOf: ofInstance,
    },
    {
      ...agentMemory,
      metric: 'hw.gpu.memory.utilization',
      whole: { ...memoryStates, take: { shareOf: 'used' } },
      attributesOf: ofInstance,
    },
  ],
};
