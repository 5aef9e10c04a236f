import {
  bandwidthPercent,
  type Measure,
  memoryTotal,
  memoryUsed,
  seriesOf,
  tensorPercent,
  wholePercent,
} from './accelerator-measures';
import { nodeUnits } from './accelerator-units';
import { containerSeries, requestSeries } from './container-series';
import { define, type Entry } from './define-metric';
import type { MetricSource } from './metric-source';

const acceleratorLabels = ['make', 'accelerator_id', 'model'] as const;

const node = (
  name: string,
  valueType: Entry['valueType'],
  unit: string,
  displayName: string,
  measure: Measure,
  devices: 'all' | 'tpu' = 'all',
): MetricSource =>
  define({
    type: `kubernetes.io/node/accelerator/${name}`,
    valueType,
    unit,
    displayName,
    labels: acceleratorLabels,
    resourceType: 'k8s_node',
    series: (context) => seriesOf(nodeUnits(context, devices), measure),
  });

const container = (
  name: string,
  valueType: Entry['valueType'],
  unit: string,
  displayName: string,
  measure: Measure,
  devices: 'all' | 'tpu' = 'all',
): MetricSource =>
  define({
    type: `kubernetes.io/container/accelerator/${name}`,
    valueType,
    unit,
    displayName,
    labels: acceleratorLabels,
    resourceType: 'k8s_container',
    series: (context) => containerSeries(context, measure, devices),
  });

const request = define({
  type: 'kubernetes.io/container/accelerator/request',
  valueType: 'INT64',
  unit: '{devices}',
  displayName: 'Request accelerators',
  labels: ['resource_name'],
  resourceType: 'k8s_container',
  series: requestSeries,
});

/** What GKE tells of accelerators: of every one by its node, and of those that a container holds by the container. */
export const kubernetesMetrics: readonly MetricSource[] = [
  node('duty_cycle', 'INT64', '%', 'Accelerator duty cycle', wholePercent),
  node('memory_used', 'INT64', 'By', 'Accelerator memory used', memoryUsed),
  node('memory_total', 'INT64', 'By', 'Accelerator memory total', memoryTotal),
  node('memory_bandwidth_utilization', 'DOUBLE', '%', 'Memory bandwidth utilization', bandwidthPercent, 'tpu'),
  node('tensorcore_utilization', 'DOUBLE', '%', 'TensorCore utilization', tensorPercent, 'tpu'),
  container('duty_cycle', 'INT64', '%', 'Accelerator duty cycle', wholePercent),
  container('memory_used', 'INT64', 'By', 'Accelerator memory used', memoryUsed),
  container('memory_total', 'INT64', 'By', 'Accelerator memory total', memoryTotal),
  container('memory_bandwidth_utilization', 'DOUBLE', '%', 'Memory bandwidth utilization', bandwidthPercent, 'tpu'),
  container('tensorcore_utilization', 'DOUBLE', '%', 'TensorCore utilization', tensorPercent, 'tpu'),
  request,
];
