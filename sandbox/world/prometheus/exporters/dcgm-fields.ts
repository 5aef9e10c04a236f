import type { GpuDevice, GpuSlicing } from '../../gpus/device';
import { gpuCountersAt } from '../../gpus/gpu-counters';
import { type GpuSliceState, type GpuState, gpuAt } from '../../gpus/gpu-state';
import type { MetricType } from '../series';

const bytesPerMiB = 1024 ** 2;

/** How DCGM says that a field has no value, as text; whole numbers of 64 bits lose their last digits as numbers. */
export const blanks = { int64: '9223372036854775792', double: '140737488355328' } as const;
/** A field of DCGM as the exporter tells it. */
export interface Field {
  old: string;
  /** The name from 4.6 on; absent where it stayed. Units stayed too, whatever the name says. */
  renamed?: string;
  type: MetricType;
  help: string;
  kind: keyof typeof blanks;
  /** The value of a device that is well. */
  read(device: GpuDevice, ms: number): number;
  /** The value of a MIG slice; absent where the exporter repeats the device's. */
  readSlice?(slice: GpuSliceState, slicing: GpuSlicing): number;
  /** Not exported of a device that is cut up. */
  isOfWholeDevices?: boolean;
}

const memoryMiB = ({ memoryBytes }: GpuDevice) => Math.round(memoryBytes / bytesPerMiB);
const usedMiB = ({ memoryUsedBytes }: Pick<GpuState, 'memoryUsedBytes'>) => Math.round(memoryUsedBytes / bytesPerMiB);
const reservedMiB = ({ memoryReservedBytes }: GpuState) => Math.round(memoryReservedBytes / bytesPerMiB);

/** Every field that the exporters are set to tell, but for events. */
export const fields: readonly Field[] = [
  gauge('DEV_SM_CLOCK', 'SM clock frequency (in MHz).', ({ isThrottled, utilization }) =>
    isThrottled ? 1140 : utilization > 0.05 ? 1980 : 345,
  ),
  gauge('DEV_MEM_CLOCK', 'Memory clock frequency (in MHz).', () => 2619),
  gauge(
    'DEV_MEMORY_TEMP',
    'Memory temperature (in C).',
    ({ temperatureCelsius }) => Math.round(temperatureCelsius + 7),
    'DEV_MEMORY_TEMP_CELSIUS',
  ),
  gauge(
    'DEV_GPU_TEMP',
    'GPU temperature (in C).',
    ({ temperatureCelsius }) => Math.round(temperatureCelsius),
    'DEV_GPU_TEMP_CELSIUS',
  ),
  {
    ...gauge('DEV_POWER_USAGE', 'Power draw (in W).', ({ powerWatts }) => powerWatts, 'DEV_BOARD_POWER_WATTS'),
    kind: 'double',
  },
  total(
    'DEV_TOTAL_ENERGY_CONSUMPTION',
    'Total energy consumption since boot (in mJ).',
    ({ energyJoules }) => energyJoules * 1000,
  ),
  total(
    'DEV_PCIE_REPLAY_COUNTER',
    'Total number of PCIe retries.',
    ({ busySeconds }) => busySeconds * 0.00002,
    'DEV_PCIE_REPLAY_TOTAL',
  ),
  {
    ...gauge(
      'DEV_GPU_UTIL',
      'GPU utilization (in %).',
      ({ utilization }) => Math.round(utilization * 100),
      'DEV_GPU_UTIL_RATIO',
    ),
    isOfWholeDevices: true,
  },
  {
    ...gauge('DEV_MEM_COPY_UTIL', 'Memory utilization (in %).', ({ bandwidthActive }) =>
      Math.round(bandwidthActive * 100),
    ),
    isOfWholeDevices: true,
  },
  total(
    'DEV_POWER_VIOLATION',
    'Throttling duration due to power constraints (in ns).',
    ({ powerThrottleSeconds }) => powerThrottleSeconds * 1e9,
  ),
  total(
    'DEV_THERMAL_VIOLATION',
    'Throttling duration due to thermal constraints (in ns).',
    ({ thermalThrottleSeconds }) => thermalThrottleSeconds * 1e9,
  ),
  {
    ...gauge(
      'DEV_FB_FREE',
      'Framebuffer memory free (in MiB).',
      (state, device) => memoryMiB(device) - reservedMiB(state) - usedMiB(state),
    ),
    readSlice: (slice, { memoryBytes }) => Math.round(memoryBytes / bytesPerMiB) - usedMiB(slice),
  },
  { ...gauge('DEV_FB_USED', 'Framebuffer memory used (in MiB).', usedMiB), readSlice: usedMiB },
  { ...gauge('DEV_FB_RESERVED', 'Framebuffer memory reserved (in MiB).', reservedMiB), readSlice: () => 0 },
  {
    ...gauge(
      'DEV_FB_USED_PERCENT',
      'Framebuffer memory used as a share of what there is.',
      ({ memoryUsedBytes }, { memoryBytes }) => memoryUsedBytes / memoryBytes,
      'DEV_FB_USED_RATIO',
    ),
    kind: 'double',
    readSlice: ({ memoryUsedBytes }, { memoryBytes }) => memoryUsedBytes / memoryBytes,
  },
  total(
    'DEV_ECC_SBE_VOL_TOTAL',
    'Total number of single-bit volatile ECC errors.',
    ({ correctedErrors }) => correctedErrors,
  ),
  total(
    'DEV_ECC_DBE_VOL_TOTAL',
    'Total number of double-bit volatile ECC errors.',
    ({ uncorrectedErrors }) => uncorrectedErrors,
  ),
  total(
    'DEV_UNCORRECTABLE_REMAPPED_ROWS',
    'Number of remapped rows for uncorrectable errors',
    ({ uncorrectedErrors }) => uncorrectedErrors,
    'DEV_ROW_REMAP_UNCORRECTABLE_TOTAL',
  ),
  total(
    'DEV_CORRECTABLE_REMAPPED_ROWS',
    'Number of remapped rows for correctable errors',
    ({ correctedErrors }) => correctedErrors / 4000,
    'DEV_ROW_REMAP_CORRECTABLE_TOTAL',
  ),
  gauge('DEV_ROW_REMAP_FAILURE', 'Whether remapping of rows has failed', () => 0, 'DEV_ROW_REMAP_FAILED'),
  // Typed a counter by the exporter, though it is a rate already.
  {
    ...gauge('DEV_NVLINK_BANDWIDTH_TOTAL', 'Total number of NVLink bandwidth counters for all lanes.', (state) =>
      Math.round(state.smActive * 240_000),
    ),
    type: 'counter',
  },
  share(
    'PROF_GR_ENGINE_ACTIVE',
    'Ratio of time the graphics engine is active.',
    ({ engineActive }) => engineActive,
    'PROF_GR_ENGINE_UTIL_RATIO',
  ),
  share(
    'PROF_SM_ACTIVE',
    'The ratio of cycles an SM has at least 1 warp assigned.',
    ({ smActive }) => smActive,
    'PROF_SM_UTIL_RATIO',
  ),
  share(
    'PROF_PIPE_TENSOR_ACTIVE',
    'Ratio of cycles the tensor (HMMA) pipe is active.',
    ({ tensorActive }) => tensorActive,
    'PROF_TENSOR_UTIL_RATIO',
  ),
  share(
    'PROF_DRAM_ACTIVE',
    'Ratio of cycles the device memory interface is active sending or receiving data.',
    ({ bandwidthActive }) => bandwidthActive,
    'PROF_DRAM_UTIL_RATIO',
  ),
  flow('PROF_PCIE_TX_BYTES', 'The rate of data transmitted over the PCIe bus (in B/s).', 3_100_000_000),
  flow('PROF_PCIE_RX_BYTES', 'The rate of data received over the PCIe bus (in B/s).', 4_400_000_000),
  flow('PROF_NVLINK_TX_BYTES', 'The rate of data transmitted over NVLink (in B/s).', 120_000_000_000),
  flow('PROF_NVLINK_RX_BYTES', 'The rate of data received over NVLink (in B/s).', 121_000_000_000),
];

function gauge(old: string, help: string, of: (state: GpuState, device: GpuDevice) => number, renamed?: string): Field {
  const read: Field['read'] = (device, ms) => of(gpuAt(device, ms), device);
  return { old, type: 'gauge', help, kind: 'int64', read, ...(renamed !== undefined && { renamed }) };
}

function total(
  old: string,
  help: string,
  of: (counters: ReturnType<typeof gpuCountersAt>) => number,
  renamed?: string,
): Field {
  const read: Field['read'] = (device, ms) => Math.floor(of(gpuCountersAt(device, ms)));
  return { old, type: 'counter', help, kind: 'int64', read, ...(renamed !== undefined && { renamed }) };
}

function share(old: string, help: string, of: (state: GpuState | GpuSliceState) => number, renamed: string): Field {
  return { ...gauge(old, help, of, renamed), kind: 'double', readSlice: of };
}

/** Bytes a second, `most` of them when every multiprocessor works. */
function flow(old: string, help: string, most: number): Field {
  return gauge(old, help, ({ smActive }) => Math.round(smActive * most));
}
