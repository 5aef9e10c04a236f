import { projects } from '../../world/google-cloud/geography';
import type { Instance } from '../../world/google-cloud/records/compute';
import type { GpuDevice } from '../../world/gpus/device';
import { gpusOfInstance, tpusOfInstance, tpusOfSlice } from '../../world/gpus/google-cloud-gpus';
import { type GpuCounters, gpuCountersAt } from '../../world/gpus/gpu-counters';
import { readableAt } from '../../world/gpus/gpu-reading';
import { type GpuState, gpuAt } from '../../world/gpus/gpu-state';
import { type MetricSource, type Series, type SourceContext, within } from './metric-source';

/** One accelerator under whatever labels a metric knows it by. */
interface Unit {
  resource: Series['resource'];
  labels: Record<string, string>;
  device: GpuDevice;
}

/** GPUs of machines of their own that run Google's agent; a machine that does not run measures nothing. */
function agentUnits({ seed, world, scope }: SourceContext): Unit[] {
  const machines = within(world.list('instance'), scope).filter(
    ({ nodePool, status, accelerators }) => nodePool === null && status === 'RUNNING' && accelerators.length > 0,
  );
  return machines.flatMap((machine) =>
    gpusOfInstance(seed, machine).map(({ device, uuid, product }) => ({
      resource: {
        type: 'gce_instance',
        labels: { project_id: projects[machine.project].id, zone: machine.location, instance_id: machine.id },
      },
      labels: { model: product, uuid, gpu_number: String(device.index) },
      device,
    })),
  );
}

function nodeOf({ project, name, nodePool }: Instance): Series['resource'] {
  return {
    type: 'k8s_node',
    labels: {
      project_id: projects[project].id,
      location: nodePool?.clusterLocation ?? '',
      cluster_name: nodePool?.cluster ?? '',
      node_name: name,
    },
  };
}

/** GPUs and TPU chips of GKE nodes. */
function nodeUnits(context: SourceContext, devices: 'all' | 'tpu'): Unit[] {
  const { seed, world, scope } = context;
  const nodes = within(world.list('instance'), scope).filter(
    ({ nodePool, status }) => nodePool !== null && status === 'RUNNING',
  );
  return nodes.flatMap((node): Unit[] => {
    const tpus = tpusOfInstance(seed, node).map(({ device, id }) => ({
      resource: nodeOf(node),
      labels: { make: 'cloud-tpu', accelerator_id: id, model: 'tpu-v5-lite-podslice' },
      device,
    }));
    if (devices === 'tpu') return tpus;
    const gpus = gpusOfInstance(seed, node).map(({ device, uuid }) => ({
      resource: nodeOf(node),
      labels: { make: 'nvidia', accelerator_id: uuid, model: node.accelerators[0]?.type ?? '' },
      device,
    }));
    return [...gpus, ...tpus];
  });
}

/** Chips of TPU slices. Nothing in their labels names the slice. */
function sliceUnits({ seed, world, scope }: SourceContext): Unit[] {
  const slices = within(world.list('tpu-node'), scope).filter(({ state }) => state === 'READY');
  return slices.flatMap((slice) =>
    tpusOfSlice(seed, slice).map(({ device, id, worker }) => ({
      resource: {
        type: 'tpu.googleapis.com/GceTpuWorker',
        labels: { resource_container: projects[slice.project].id, location: slice.location, worker_id: worker },
      },
      labels: { accelerator_id: id },
      device,
    })),
  );
}

type Measure = (device: GpuDevice, ms: number) => number;

function seriesOf(units: Unit[], measure: Measure, extra: Record<string, string> = {}, isTotal = false): Series[] {
  return units.map(({ device, labels, resource }) => ({
    metricLabels: { ...labels, ...extra },
    resource,
    valueAt: (at) => {
      const asOfMs = readableAt(device, at.getTime());
      return asOfMs === null ? null : measure(device, asOfMs);
    },
    ...(isTotal && { sinceAt: (at: Date) => new Date(gpuCountersAt(device, at.getTime()).sinceMs) }),
  }));
}

const now =
  (of: (state: GpuState) => number): Measure =>
  (device, ms) =>
    of(gpuAt(device, ms));
const counted =
  (of: (counters: GpuCounters) => number): Measure =>
  (device, ms) =>
    of(gpuCountersAt(device, ms));

const percent = now(({ utilization }) => utilization * 100);
const wholePercent = now(({ utilization }) => Math.round(utilization * 100));
const bandwidthPercent = now(({ bandwidthActive }) => bandwidthActive * 100);
const tensorPercent = now(({ tensorActive }) => tensorActive * 100);
const memoryUsed = now(({ memoryUsedBytes }) => memoryUsedBytes);
const memoryReserved = now(({ memoryReservedBytes }) => memoryReservedBytes);
const memoryTotal: Measure = ({ memoryBytes }) => memoryBytes;
const memoryFree: Measure = (device, ms) => device.memoryBytes - memoryUsed(device, ms);
/** Without what the driver reserves, where that is told apart. */
const memoryLeft: Measure = (device, ms) => memoryFree(device, ms) - memoryReserved(device, ms);
const moved = (bytesPerBusySecond: number) =>
  counted(({ busySeconds }) => Math.round(busySeconds * bytesPerBusySecond));

const gpuLabels = ['model', 'uuid', 'gpu_number'] as const;
const nodeLabels = ['make', 'accelerator_id', 'model'] as const;

interface Entry {
  type: string;
  kind?: MetricSource['kind'];
  valueType: MetricSource['valueType'];
  unit: string;
  displayName: string;
  labels: readonly string[];
  resourceType: string;
  series: MetricSource['series'];
}

const define = ({ kind = 'GAUGE', resourceType, displayName, ...rest }: Entry): MetricSource => ({
  ...rest,
  kind,
  displayName,
  description: `${displayName}.`,
  resourceTypes: [resourceType],
});

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
    labels: nodeLabels,
    resourceType: 'k8s_node',
    series: (context) => seriesOf(nodeUnits(context, devices), measure),
  });

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

export const acceleratorMetrics: readonly MetricSource[] = [
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
  node('duty_cycle', 'INT64', '%', 'Accelerator duty cycle', wholePercent),
  node('memory_used', 'INT64', 'By', 'Accelerator memory used', memoryUsed),
  node('memory_total', 'INT64', 'By', 'Accelerator memory total', memoryTotal),
  node('memory_bandwidth_utilization', 'DOUBLE', '%', 'Memory bandwidth utilization', bandwidthPercent, 'tpu'),
  node('tensorcore_utilization', 'DOUBLE', '%', 'TensorCore utilization', tensorPercent, 'tpu'),
  slice('duty_cycle', 'DOUBLE', '%', 'Accelerator duty cycle', percent),
  slice('memory_used', 'INT64', 'By', 'Accelerator memory used', memoryUsed),
  slice('memory_total', 'INT64', 'By', 'Accelerator memory total', memoryTotal),
  slice('memory_bandwidth_utilization', 'DOUBLE', '%', 'Memory bandwidth utilization', bandwidthPercent),
  slice('tensorcore_utilization', 'DOUBLE', '%', 'TensorCore utilization', tensorPercent),
];
