import type { MetricName, MetricSeries } from '@/lib/domain/metric';
import { type HeldBy, HeldDevices } from '../../../contract/dcgm/held-devices';
import { ExporterPods, toHolders } from '../../../contract/dcgm/to-holders';
import { gatherSeries } from '../gather-series';
import { inChunks, type MetricGroup, pickLabels } from '../metric-group';
import { lastOf, type ServedSeries } from '../query-series';
import { toPoints } from '../values';

interface AmdField {
  metric: MetricName;
  toUnit(value: number): number | null;
  attributes?: Record<string, string>;
}

/** What AMD's driver puts in place of a value it does not have is the largest number of its width. */
const blank16 = 0xffff;
const blank32 = 0xffff_ffff;
const blank64 = Number('0xffffffffffffffff');

const below = (blank: number, factor: number) => (value: number) =>
  value >= 0 && value < blank ? value * factor : null;
const fromPercent = (value: number) => (value >= 0 && value <= 100 ? value / 100 : null);
const fromMebibytes = below(blank32, 2 ** 20);
/** Megabits a second. */
const fromMegabits = below(blank32, 125_000);
const fromMicrojoules = (value: number) => (value >= 0 && value < blank64 ? value / 1e6 : null);
/** 1 is well, 0 is not. */
const fromHealth = (value: number) => (value === 1 ? 0 : value === 0 ? 2 : null);

const temperature = (sensor: string): AmdField => ({
  metric: 'hw.temperature',
  toUnit: below(blank16, 1),
  attributes: { 'hw.sensor_location': sensor },
});
const errors = (type: string): AmdField => ({
  metric: 'hw.errors',
  toUnit: below(blank64, 1),
  attributes: { 'error.type': type },
});

/** By the exporter's name in lower case, without the prefix that newer versions can put before it. */
const fields: Record<string, AmdField> = {
  gpu_gfx_activity: { metric: 'gpu.engine.active', toUnit: fromPercent },
  gpu_umc_activity: { metric: 'gpu.memory.bandwidth.active', toUnit: fromPercent },
  gpu_used_vram: { metric: 'hw.gpu.memory.usage', toUnit: fromMebibytes },
  gpu_total_vram: { metric: 'hw.gpu.memory.limit', toUnit: fromMebibytes },
  gpu_package_power: { metric: 'hw.power', toUnit: below(blank16, 1) },
  gpu_average_package_power: { metric: 'hw.power', toUnit: below(blank16, 1) },
  gpu_energy_consumed: { metric: 'hw.energy', toUnit: fromMicrojoules },
  gpu_edge_temperature: temperature('edge'),
  gpu_junction_temperature: temperature('junction'),
  gpu_memory_temperature: temperature('memory'),
  gpu_ecc_correct_total: errors('corrected'),
  gpu_ecc_uncorrect_total: errors('uncorrected'),
  gpu_health: { metric: 'hw.status', toUnit: fromHealth },
  pcie_bandwidth: { metric: 'gpu.pcie.io.rate', toUnit: fromMegabits },
};
const prefix = 'amd_';
const names = Object.keys(fields).flatMap((name) => [name, `${prefix}${name}`]);

/** AMD's device metrics exporter. */
export const amdGroup = {
  name: 'AMD device metrics',
  queries: inChunks(names, 4).map((some) => ({ expression: lastOf(some) })),
  toSeries: (served) => [...gatherSeries(served.flatMap(toAmdSeries)), ...toHeld(served)],
} satisfies MetricGroup;

/** The exporter writes the pod and the job of each device to all of its series; nobody's are empty. */
const heldByAmd: HeldBy = {
  exporter: 'device-metrics-exporter',
  fields: ['gpu_gfx_activity', 'gpu_used_vram', 'gpu_package_power'],
  fieldOf: toField,
  deviceOf: toAmdDevice,
};

function toHeld(served: readonly ServedSeries[]): Iterable<MetricSeries> {
  const ours = served.filter(({ name }) => Object.hasOwn(fields, toField(name)));
  const exporterPods = new ExporterPods();
  for (const { labels } of ours) exporterPods.add(labels);
  const held = new HeldDevices(heldByAmd);
  for (const series of ours) held.add(series, toHolders(series.labels, exporterPods, 'job_id'));
  return held.series();
}

function toField(name: string): string {
  return name.startsWith(prefix) ? name.slice(prefix.length) : name;
}

function toAmdSeries({ name, labels, samples }: ServedSeries): MetricSeries[] {
  const definition = toField(name);
  const field = Object.hasOwn(fields, definition) ? fields[definition] : undefined;
  const device = toAmdDevice(labels);
  if (field === undefined || device === null) return [];
  const attributes = { ...device, ...field.attributes };
  const points = toPoints(samples, field.toUnit);
  return [{ metric: field.metric, definition, subject: 'accelerator', attributes, points }];
}

/** Null when the labels do not tell one device from others. */
function toAmdDevice(labels: ServedSeries['labels']): Record<string, string> | null {
  const place = pickLabels(labels, {
    'host.name': 'hostname',
    'gpu.index': 'gpu_id',
    'k8s.cluster.name': 'cluster_name',
  });
  const { uuid, serial } = pickLabels(labels, { uuid: 'gpu_uuid', serial: 'serial_number' });
  const identity = uuid ?? serial;
  const isPartitioned = labels.gpu_compute_partition_type !== undefined && labels.gpu_compute_partition_type !== 'spx';
  const part = isPartitioned ? pickLabels(labels, { 'gpu.partition.id': 'gpu_partition_id' }) : {};
  if (identity !== undefined) return { 'gpu.uuid': identity, ...place, ...part };
  return place['gpu.index'] !== undefined && place['host.name'] !== undefined ? { ...place, ...part } : null;
}
