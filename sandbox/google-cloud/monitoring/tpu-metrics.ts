import {
  bandwidthPercent,
  type Measure,
  memoryTotal,
  memoryUsed,
  percent,
  seriesOf,
  tensorPercent,
} from './accelerator-measures';
import { sliceUnits } from './accelerator-units';
import { define, type Entry } from './define-metric';
import type { MetricSource } from './metric-source';

const slice = (
  name: string,
  valueType: Entry['valueType'],
  unit: string,
  displayName: string,
  measure: Measure,
): MetricSource =>
  define({
    type: `tpu.googleapis.com/accelerator/${name}`,
    valueType,
    unit,
    displayName,
    labels: ['accelerator_id'],
    resourceType: 'tpu.googleapis.com/GceTpuWorker',
    series: (context) => seriesOf(sliceUnits(context), measure),
  });

/** What is told of the chips of TPU slices. */
export const tpuMetrics: readonly MetricSource[] = [
  slice('duty_cycle', 'DOUBLE', '%', 'Accelerator duty cycle', percent),
  slice('memory_used', 'INT64', 'By', 'Accelerator memory used', memoryUsed),
  slice('memory_total', 'INT64', 'By', 'Accelerator memory total', memoryTotal),
  slice('memory_bandwidth_utilization', 'DOUBLE', '%', 'Memory bandwidth utilization', bandwidthPercent),
  slice('tensorcore_utilization', 'DOUBLE', '%', 'TensorCore utilization', tensorPercent),
];
