import type { HallAccelerator, HallMachine } from '../../hall/hall';
import type { ExporterSeries, Labels, MetricType } from '../series';
import { constant, counter, type Wave, wave } from '../waves';

interface Metric {
  name: string;
  type: MetricType;
  help: string;
  labels?: Labels;
  wave(seed: string, key: string, device: HallAccelerator, busy: Wave): Wave;
}

const metrics: readonly Metric[] = [
  gauge('gpu_gfx_activity', 'Graphics engine usage in percentage', (busy) => (ms) => Math.round(busy(ms))),
  gauge('gpu_umc_activity', 'Memory engine usage in percentage', (busy) => (ms) => Math.round(busy(ms) * 0.5)),
  gauge('gpu_package_power', 'Current socket power in Watts', (busy) => (ms) => Math.round(140 + busy(ms) * 5.8)),
  gauge(
    'gpu_junction_temperature',
    'Junction/hotspot temperature in Celsius',
    (busy) => (ms) => Math.round(38 + busy(ms) * 0.4),
  ),
  gauge('gpu_memory_temperature', 'Memory temperature in Celsius', (busy) => (ms) => Math.round(36 + busy(ms) * 0.3)),
  {
    name: 'gpu_total_vram',
    type: 'gauge',
    help: 'Total VRAM available in MB',
    wave:
      (_seed, _key, { memoryMiB }) =>
      () =>
        memoryMiB,
  },
  {
    name: 'gpu_used_vram',
    type: 'gauge',
    help: 'Total VRAM memory in use in MB',
    wave:
      (_seed, _key, { memoryMiB }, busy) =>
      (ms) =>
        Math.round(memoryMiB * (0.03 + busy(ms) * 0.008)),
  },
  {
    name: 'gpu_free_vram',
    type: 'gauge',
    help: 'Total VRAM memory free in MB',
    wave:
      (_seed, _key, { memoryMiB }, busy) =>
      (ms) =>
        memoryMiB - Math.round(memoryMiB * (0.03 + busy(ms) * 0.008)),
  },
  {
    name: 'gpu_energy_consumed',
    type: 'counter',
    help: 'Accumulated energy consumed by the GPU in uJ',
    wave: (seed, key) => counter(seed, `${key}/energy`, 430_000_000),
  },
  {
    name: 'gpu_ecc_correct_total',
    type: 'gauge',
    help: 'Total correctable ECC error count',
    wave: (seed, key) => () => constant(seed, `${key}/ecc`, 0, 4),
  },
  { name: 'gpu_ecc_uncorrect_total', type: 'gauge', help: 'Total uncorrectable ECC error count', wave: () => () => 0 },
  {
    name: 'pcie_bandwidth',
    type: 'gauge',
    help: 'Current instantaneous PCIe bandwidth in Mb/s',
    wave: (_seed, _key, _device, busy) => (ms) => Math.round(busy(ms) * 2100),
  },
  { name: 'gpu_health', type: 'gauge', help: 'Health of the GPU (0 = Unhealthy | 1 = Healthy)', wave: () => () => 1 },
  {
    name: 'gpu_clock',
    type: 'gauge',
    help: 'Clock measure of the GPU in Mhz',
    labels: { clock_type: 'GPU_CLOCK_TYPE_SYSTEM' },
    wave: () => () => 2100,
  },
];

/** Every series of the AMD device metrics exporter of one machine. */
export function amdSeries(seed: string, machine: HallMachine): ExporterSeries[] {
  return machine.accelerators.flatMap((device) => {
    const key = `${machine.hostname}/${device.index}`;
    const busy = wave(seed, `busy/${key}`, 40, 97);
    const labels: Labels = {
      gpu_id: String(device.index),
      gpu_partition_id: '0',
      gpu_compute_partition_type: 'spx',
      gpu_memory_partition_type: 'nps1',
      gpu_uuid: device.uuid,
      serial_number: device.uuid.toUpperCase(),
      card_model: 'AMD_INSTINCT_MI300X_OAM',
      card_series: device.product,
      card_vendor: 'Advanced Micro Devices Inc. [AMD/ATI]',
      driver_version: '6.12.12',
      hostname: machine.hostname,
    };
    return metrics.map(({ labels: own = {}, wave: waveOf, ...family }) => ({
      family,
      labels: { ...labels, ...own },
      valueAt: waveOf(seed, key, device, busy),
    }));
  });
}

function gauge(name: string, help: string, of: (busy: Wave) => Wave): Metric {
  return { name, type: 'gauge', help, wave: (_seed, _key, _device, busy) => of(busy) };
}
