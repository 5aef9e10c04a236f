import type { GpuDevice } from '../../gpus/device';
import { type GpuCounters, gpuCountersAt } from '../../gpus/gpu-counters';
import { readableAt } from '../../gpus/gpu-reading';
import { type GpuState, gpuAt } from '../../gpus/gpu-state';
import type { HallMachine } from '../../hall/hall';
import type { ExporterSeries, Labels, MetricType } from '../series';

const bytesPerMiB = 1024 ** 2;

interface Metric {
  name: string;
  type: MetricType;
  help: string;
  labels?: Labels;
  read(device: GpuDevice, ms: number): number;
}

const totalMiB = ({ memoryBytes }: GpuDevice) => Math.round(memoryBytes / bytesPerMiB);
const usedMiB = ({ memoryUsedBytes }: GpuState) => Math.round(memoryUsedBytes / bytesPerMiB);

const metrics: readonly Metric[] = [
  gauge('gpu_gfx_activity', 'Graphics engine usage in percentage', ({ utilization }) => Math.round(utilization * 100)),
  gauge('gpu_umc_activity', 'Memory engine usage in percentage', ({ bandwidthActive }) =>
    Math.round(bandwidthActive * 100),
  ),
  gauge('gpu_package_power', 'Current socket power in Watts', ({ powerWatts }) => Math.round(powerWatts)),
  gauge('gpu_junction_temperature', 'Junction/hotspot temperature in Celsius', ({ temperatureCelsius }) =>
    Math.round(temperatureCelsius + 8),
  ),
  gauge('gpu_memory_temperature', 'Memory temperature in Celsius', ({ temperatureCelsius }) =>
    Math.round(temperatureCelsius + 6),
  ),
  gauge('gpu_total_vram', 'Total VRAM available in MB', (_, device) => totalMiB(device)),
  gauge('gpu_used_vram', 'Total VRAM memory in use in MB', usedMiB),
  gauge('gpu_free_vram', 'Total VRAM memory free in MB', (state, device) => totalMiB(device) - usedMiB(state)),
  {
    ...counted('gpu_energy_consumed', 'Accumulated energy consumed by the GPU in uJ', ({ energyJoules }) =>
      Math.floor(energyJoules * 1e6),
    ),
    type: 'counter',
  },
  counted('gpu_ecc_correct_total', 'Total correctable ECC error count', ({ correctedErrors }) => correctedErrors),
  counted(
    'gpu_ecc_uncorrect_total',
    'Total uncorrectable ECC error count',
    ({ uncorrectedErrors }) => uncorrectedErrors,
  ),
  gauge('pcie_bandwidth', 'Current instantaneous PCIe bandwidth in Mb/s', ({ smActive }) =>
    Math.round(smActive * 210_000),
  ),
  gauge('gpu_health', 'Health of the GPU (0 = Unhealthy | 1 = Healthy)', ({ health }) => (health === 'failed' ? 0 : 1)),
  {
    ...gauge('gpu_clock', 'Clock measure of the GPU in Mhz', () => 2100),
    labels: { clock_type: 'GPU_CLOCK_TYPE_SYSTEM' },
  },
];

/** Every series of the AMD device metrics exporter of one machine. */
export function amdSeries(machine: HallMachine, devices: readonly GpuDevice[]): ExporterSeries[] {
  return machine.accelerators.flatMap(({ index, uuid, product }) => {
    const device = devices[index];
    if (!device) return [];
    const labels: Labels = {
      gpu_id: String(index),
      gpu_partition_id: '0',
      gpu_compute_partition_type: 'spx',
      gpu_memory_partition_type: 'nps1',
      gpu_uuid: uuid,
      serial_number: uuid.toUpperCase(),
      card_model: 'AMD_INSTINCT_MI300X_OAM',
      card_series: product,
      card_vendor: 'Advanced Micro Devices Inc. [AMD/ATI]',
      driver_version: '6.12.12',
      hostname: machine.hostname,
    };
    return metrics.map(({ labels: own = {}, read, ...family }) => ({
      family,
      labels: { ...labels, ...own },
      valueAt: (ms) => {
        const asOfMs = readableAt(device, ms);
        return asOfMs === null ? null : read(device, asOfMs);
      },
    }));
  });
}

function gauge(name: string, help: string, of: (state: GpuState, device: GpuDevice) => number): Metric {
  return { name, type: 'gauge', help, read: (device, ms) => of(gpuAt(device, ms), device) };
}

function counted(name: string, help: string, of: (counters: GpuCounters) => number): Metric {
  return { name, type: 'gauge', help, read: (device, ms) => of(gpuCountersAt(device, ms)) };
}
