import { type GpuDevice, incidentOf } from '../../world/gpus/device';
import { gpuCountersAt } from '../../world/gpus/gpu-counters';
import { gpuEventsUpTo } from '../../world/gpus/gpu-events';
import {
  counted,
  type Measure,
  memoryFree,
  memoryLeft,
  memoryReserved,
  memoryUsed,
  moved,
  now,
  percent,
  seriesOf,
} from './accelerator-measures';
import { agentUnits } from './accelerator-units';
import { define, type Entry } from './define-metric';
import type { MetricSource } from './metric-source';

const gpuLabels = ['model', 'uuid', 'gpu_number'] as const;

const dcgm = (
  name: string,
  unit: string,
  displayName: string,
  measure: Measure,
  { kind = 'GAUGE', valueType = 'DOUBLE' }: Partial<Pick<Entry, 'kind' | 'valueType'>> = {},
): MetricSource =>
  define({
    type: `workload.googleapis.com/gpu.dcgm.${name}`,
    kind,
    valueType,
    unit,
    displayName,
    labels: gpuLabels,
    resourceType: 'gce_instance',
    series: (context) => seriesOf(agentUnits(context), measure, {}, kind === 'CUMULATIVE'),
  });

const dcgmBy = (
  name: string,
  unit: string,
  displayName: string,
  label: string,
  measures: Record<string, Measure>,
  { kind = 'GAUGE', valueType = 'DOUBLE' }: Partial<Pick<Entry, 'kind' | 'valueType'>> = {},
): MetricSource =>
  define({
    type: `workload.googleapis.com/gpu.dcgm.${name}`,
    kind,
    valueType,
    unit,
    displayName,
    labels: [...gpuLabels, label],
    resourceType: 'gce_instance',
    series: (context) => {
      const units = agentUnits(context);
      return Object.entries(measures).flatMap(([value, measure]) =>
        seriesOf(units, measure, { [label]: value }, kind === 'CUMULATIVE'),
      );
    },
  });

/** More than any device reports between two loads of its driver. */
const mostEvents = 1000;

/** A series for each code that the driver has reported since it was loaded. */
const xidErrors = define({
  type: 'workload.googleapis.com/gpu.dcgm.xid_errors',
  kind: 'CUMULATIVE',
  valueType: 'INT64',
  unit: '{error}',
  displayName: 'XID errors',
  labels: [...gpuLabels, 'xid'],
  resourceType: 'gce_instance',
  series: (context) =>
    agentUnits(context).flatMap((unit) =>
      [...new Set(incidentOf(unit.device, 'xid')?.codes)].flatMap((code) =>
        seriesOf([unit], (device, ms) => xidsOf(device, ms, code), { xid: String(code) }, true),
      ),
    ),
});

function xidsOf(device: GpuDevice, ms: number, code: number): number | null {
  const { sinceMs } = gpuCountersAt(device, ms);
  const events = gpuEventsUpTo(device, ms, mostEvents);
  return events.filter(({ at, xid }) => xid === code && at.getTime() >= sinceMs).length || null;
}

/** What Google's agent tells of the GPUs of machines on their own: its own metrics, and those of its DCGM receiver. */
export const agentMetrics: readonly MetricSource[] = [
  define({
    type: 'agent.googleapis.com/gpu/utilization',
    valueType: 'DOUBLE',
    unit: '%',
    displayName: 'GPU utilization',
    labels: gpuLabels,
    resourceType: 'gce_instance',
    series: (context) => seriesOf(agentUnits(context), percent),
  }),
  define({
    type: 'agent.googleapis.com/gpu/memory/bytes_used',
    valueType: 'INT64',
    unit: 'By',
    displayName: 'GPU memory usage',
    labels: [...gpuLabels, 'memory_state'],
    resourceType: 'gce_instance',
    series: (context) => {
      const units = agentUnits(context);
      return [
        ...seriesOf(units, memoryUsed, { memory_state: 'used' }),
        ...seriesOf(units, memoryFree, { memory_state: 'free' }),
      ];
    },
  }),
  dcgm(
    'utilization',
    '1',
    'GPU utilization',
    now(({ engineActive }) => engineActive),
  ),
  dcgm(
    'sm.utilization',
    '1',
    'Streaming multiprocessor utilization',
    now(({ smActive }) => smActive),
  ),
  dcgmBy('pipe.utilization', '1', 'Pipe utilization', 'pipe', {
    tensor: now(({ tensorActive }) => tensorActive),
    fp64: () => 0,
    fp32: now(({ smActive }) => smActive * 0.21),
    fp16: now(({ smActive }) => smActive * 0.12),
  }),
  dcgmBy(
    'memory.bytes_used',
    'By',
    'GPU memory usage by state',
    'state',
    { used: memoryUsed, free: memoryLeft, reserved: memoryReserved },
    { valueType: 'INT64' },
  ),
  dcgm(
    'memory.bandwidth_utilization',
    '1',
    'Memory bandwidth utilization',
    now(({ bandwidthActive }) => bandwidthActive),
  ),
  dcgm(
    'temperature',
    'Cel',
    'GPU temperature',
    now(({ temperatureCelsius }) => Math.round(temperatureCelsius)),
  ),
  dcgm(
    'energy_consumption',
    'J',
    'GPU energy consumption',
    counted(({ energyJoules }) => energyJoules),
    { kind: 'CUMULATIVE' },
  ),
  dcgmBy(
    'pcie.io',
    'By',
    'PCIe traffic',
    'direction',
    { transmit: moved(2.1e8), receive: moved(3.4e8) },
    { kind: 'CUMULATIVE', valueType: 'INT64' },
  ),
  dcgmBy(
    'nvlink.io',
    'By',
    'NVLink traffic',
    'direction',
    { transmit: () => 0, receive: () => 0 },
    { kind: 'CUMULATIVE', valueType: 'INT64' },
  ),
  dcgmBy(
    'ecc_errors',
    '{error}',
    'ECC errors',
    'error_type',
    {
      sbe: counted(({ correctedErrors }) => correctedErrors),
      dbe: counted(({ uncorrectedErrors }) => uncorrectedErrors),
    },
    { kind: 'CUMULATIVE', valueType: 'INT64' },
  ),
  dcgmBy(
    'clock.throttle_duration.time',
    's',
    'Clock throttle duration',
    'violation',
    {
      power: counted(({ powerThrottleSeconds }) => powerThrottleSeconds),
      thermal: counted(({ thermalThrottleSeconds }) => thermalThrottleSeconds),
    },
    { kind: 'CUMULATIVE' },
  ),
  xidErrors,
];
