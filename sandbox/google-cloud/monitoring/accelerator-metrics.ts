import { activityOf, devicesOf } from '../../world/google-cloud/activity';
import { projects } from '../../world/google-cloud/geography';
import { tpuChipsOf } from '../../world/google-cloud/machine-types';
import { epoch } from '../../world/google-cloud/plan/plan';
import type { Instance } from '../../world/google-cloud/records/compute';
import { type MetricSource, type Series, type SourceContext, within } from './metric-source';

const tpuMemoryBytes = 16 * 1024 ** 3;

/** One accelerator under whatever labels a metric knows it by. */
interface Unit {
  resource: Series['resource'];
  labels: Record<string, string>;
  memoryBytes: number;
  busy(at: Date): number;
}

/** GPUs of machines of their own that run Google's agent; a machine that does not run measures nothing. */
function agentUnits({ seed, world, scope }: SourceContext): Unit[] {
  const machines = within(world.list('instance'), scope).filter(
    ({ nodePool, status, accelerators }) => nodePool === null && status === 'RUNNING' && accelerators.length > 0,
  );
  return machines.flatMap((machine) =>
    devicesOf(seed, machine).map(({ index, uuid, product, memoryBytes }) => ({
      resource: {
        type: 'gce_instance',
        labels: { project_id: projects[machine.project].id, zone: machine.location, instance_id: machine.id },
      },
      labels: { model: product, uuid, gpu_number: String(index) },
      memoryBytes,
      busy: activityOf(seed, uuid),
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
    const chips = Array.from({ length: tpuChipsOf(node.machineType) }, (_, index) => `${node.id}-${index}`);
    const tpus = chips.map((id) => ({
      resource: nodeOf(node),
      labels: { make: 'cloud-tpu', accelerator_id: id, model: 'tpu-v5-lite-podslice' },
      memoryBytes: tpuMemoryBytes,
      busy: activityOf(seed, id),
    }));
    if (devices === 'tpu') return tpus;
    const gpus = devicesOf(seed, node).map(({ uuid, memoryBytes }) => ({
      resource: nodeOf(node),
      labels: { make: 'nvidia', accelerator_id: uuid, model: node.accelerators[0]?.type ?? '' },
      memoryBytes,
      busy: activityOf(seed, uuid),
    }));
    return [...gpus, ...tpus];
  });
}

/** Chips of TPU slices. Nothing in their labels names the slice. */
function sliceUnits({ seed, world, scope }: SourceContext): Unit[] {
  const slices = within(world.list('tpu-node'), scope).filter(({ state }) => state === 'READY');
  return slices.flatMap((slice) =>
    Array.from({ length: slice.chips }, (_, chip) => {
      const worker = String(BigInt(slice.id) + BigInt(Math.floor(chip / 4)));
      const id = `${worker}-${chip % 4}`;
      return {
        resource: {
          type: 'tpu.googleapis.com/GceTpuWorker',
          labels: { resource_container: projects[slice.project].id, location: slice.location, worker_id: worker },
        },
        labels: { accelerator_id: id },
        memoryBytes: tpuMemoryBytes,
        busy: activityOf(seed, id),
      };
    }),
  );
}

type Measure = (unit: Unit, at: Date) => number;

function seriesOf(units: Unit[], measure: Measure, extra: Record<string, string> = {}, since?: Date): Series[] {
  return units.map((unit) => ({
    metricLabels: { ...unit.labels, ...extra },
    resource: unit.resource,
    valueAt: (at) => measure(unit, at),
    ...(since === undefined ? {} : { since }),
  }));
}

const percent: Measure = (unit, at) => unit.busy(at) * 100;
const wholePercent: Measure = (unit, at) => Math.round(unit.busy(at) * 100);
const share =
  (part: number): Measure =>
  (unit, at) =>
    unit.busy(at) * part;
const sharePercent =
  (part: number): Measure =>
  (unit, at) =>
    unit.busy(at) * part * 100;
const memoryUsed: Measure = (unit, at) => Math.round(unit.memoryBytes * (0.15 + unit.busy(at) * 0.75));
const memoryTotal: Measure = (unit) => unit.memoryBytes;
const memoryFree: Measure = (unit, at) => unit.memoryBytes - memoryUsed(unit, at);

/** A total that grows by `perSecond` of a unit as busy as it is now: steady, so that it never falls. */
const total =
  (perSecond: number): Measure =>
  (unit, at) =>
    Math.round(((at.getTime() - epoch.getTime()) / 1000) * perSecond * (0.2 + unit.busy(epoch)));

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
    series: (context) => seriesOf(agentUnits(context), measure, {}, kind === 'CUMULATIVE' ? epoch : undefined),
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
      const since = kind === 'CUMULATIVE' ? epoch : undefined;
      return Object.entries(measures).flatMap(([value, measure]) =>
        seriesOf(units, measure, { [label]: value }, since),
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
  dcgm('utilization', '1', 'GPU utilization', share(0.97)),
  dcgm('sm.utilization', '1', 'Streaming multiprocessor utilization', share(0.84)),
  dcgmBy('pipe.utilization', '1', 'Pipe utilization', 'pipe', {
    tensor: share(0.46),
    fp64: share(0),
    fp32: share(0.21),
    fp16: share(0.12),
  }),
  dcgmBy(
    'memory.bytes_used',
    'By',
    'GPU memory usage by state',
    'state',
    { used: memoryUsed, free: memoryFree, reserved: () => 0 },
    { valueType: 'INT64' },
  ),
  dcgm('memory.bandwidth_utilization', '1', 'Memory bandwidth utilization', share(0.58)),
  dcgm('temperature', 'Cel', 'GPU temperature', (unit, at) => Math.round(34 + unit.busy(at) * 38)),
  dcgm('energy_consumption', 'J', 'GPU energy consumption', total(62), { kind: 'CUMULATIVE' }),
  dcgmBy(
    'pcie.io',
    'By',
    'PCIe traffic',
    'direction',
    { transmit: total(2.1e8), receive: total(3.4e8) },
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
    { sbe: total(1e-7), dbe: () => 0 },
    { kind: 'CUMULATIVE', valueType: 'INT64' },
  ),
  dcgmBy(
    'clock.throttle_duration.time',
    's',
    'Clock throttle duration',
    'violation',
    { power: total(0.004), thermal: total(0.0006) },
    { kind: 'CUMULATIVE' },
  ),
  node('duty_cycle', 'INT64', '%', 'Accelerator duty cycle', wholePercent),
  node('memory_used', 'INT64', 'By', 'Accelerator memory used', memoryUsed),
  node('memory_total', 'INT64', 'By', 'Accelerator memory total', memoryTotal),
  node('memory_bandwidth_utilization', 'DOUBLE', '%', 'Memory bandwidth utilization', sharePercent(0.58), 'tpu'),
  node('tensorcore_utilization', 'DOUBLE', '%', 'TensorCore utilization', sharePercent(0.52), 'tpu'),
  slice('duty_cycle', 'DOUBLE', '%', 'Accelerator duty cycle', percent),
  slice('memory_used', 'INT64', 'By', 'Accelerator memory used', memoryUsed),
  slice('memory_total', 'INT64', 'By', 'Accelerator memory total', memoryTotal),
  slice('memory_bandwidth_utilization', 'DOUBLE', '%', 'Memory bandwidth utilization', sharePercent(0.58)),
  slice('tensorcore_utilization', 'DOUBLE', '%', 'TensorCore utilization', sharePercent(0.52)),
];
