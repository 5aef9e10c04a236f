import type { GpuDevice, GpuSlicing } from '../../gpus/device';
import { incidentOf } from '../../gpus/device';
import { gpuCountersAt } from '../../gpus/gpu-counters';
import { type GpuSliceState, type GpuState, gpuAt } from '../../gpus/gpu-state';
import type { HallMachine } from '../../hall/hall';
import { holderLabels } from '../holder-labels';
import type { ExporterSeries, Labels, MetricFamily, MetricType } from '../series';
import { whileReadable, xidSeries } from './xid-series';

/** How DCGM says that a field has no value, as text; whole numbers of 64 bits lose their last digits as numbers. */
const blanks = { int64: '9223372036854775792', double: '140737488355328' } as const;
/** A field the device does not have at all. */
const notSupported = '9223372036854775794';

/** `old`: the names of DCGM up to 4.5 and label `Hostname`; `new`: those of 4.6 and `hostname`. */
export type DcgmNaming = 'old' | 'new';

const bytesPerMiB = 1024 ** 2;

interface Field {
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

const fields: readonly Field[] = [
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

/** The device as the vendor's tools describe it. */
export interface DcgmDevice {
  device: GpuDevice;
  /** As the vendor's tools write the model, e.g. `NVIDIA H100 80GB HBM3`. */
  product: string;
}

/** Every series of the DCGM exporter of one machine. */
export function dcgmSeries(
  { hostname }: Pick<HallMachine, 'hostname'>,
  devices: readonly DcgmDevice[],
  naming: DcgmNaming,
): ExporterSeries[] {
  return devices.flatMap((device) => deviceSeries(hostname, device, naming));
}

function deviceSeries(hostname: string, { device, product }: DcgmDevice, naming: DcgmNaming): ExporterSeries[] {
  const { index, uuid, slicing } = device;
  const labels: Labels = {
    gpu: String(index),
    UUID: uuid ?? '',
    pci_bus_id: `00000000:${(0x1b + index * 16).toString(16).toUpperCase().padStart(2, '0')}:00.0`,
    device: `nvidia${index}`,
    modelName: product,
    [naming === 'old' ? 'Hostname' : 'hostname']: hostname,
    DCGM_FI_DRIVER_VERSION: '570.172.08',
  };
  const family = familiesOf(naming);
  const labelsAt = holderLabels(device, null);
  const slices = Array.from({ length: slicing?.count ?? 0 }, (_, place) => holderLabels(device, place));
  const isLost = incidentOf(device, 'lost') !== undefined;
  return [
    ...fields.flatMap((field): ExporterSeries[] => {
      if (slicing !== null && field.isOfWholeDevices) return [];
      if (slicing !== null) return sliceSeries(device, slicing, slices, field, family(field), labels);
      if (isLost) return [{ family: family(field), labels, labelsAt, ...without(blanks[field.kind]) }];
      // The last board of the hall has no sensor on its memory.
      if (field.old === 'DEV_MEMORY_TEMP' && index === 7 && hostname === 'dgx-k-0001')
        return [{ family: family(field), labels, labelsAt, ...without(notSupported) }];
      return [
        { family: family(field), labels, labelsAt, valueAt: whileReadable(device, (ms) => field.read(device, ms)) },
      ];
    }),
    ...xidSeries(device, family(xidField), labels, labelsAt),
  ];
}

/** Each field once a slice; what belongs to the device is repeated. */
function sliceSeries(
  device: GpuDevice,
  slicing: GpuSlicing,
  slices: readonly NonNullable<ExporterSeries['labelsAt']>[],
  field: Field,
  family: MetricFamily,
  labels: Labels,
): ExporterSeries[] {
  const { readSlice } = field;
  return slices.map((labelsAt, place) => ({
    family,
    labelsAt,
    labels: { ...labels, GPU_I_PROFILE: slicing.profile, GPU_I_ID: String(place + 7) },
    valueAt: whileReadable(device, (ms) => {
      const slice = readSlice && gpuAt(device, ms).slices[place];
      return slice ? readSlice(slice, slicing) : field.read(device, ms);
    }),
  }));
}

const xidField: Pick<Field, 'old' | 'renamed' | 'type' | 'help'> = {
  old: 'DEV_XID_ERRORS',
  renamed: 'DEV_XID_ERROR',
  type: 'gauge',
  help: 'Value of the last XID error encountered.',
};

/** A value that is none. */
function without(text: string): Pick<ExporterSeries, 'valueAt' | 'exactText'> {
  return { valueAt: () => Number(text), exactText: text };
}

const families = new Map<string, MetricFamily>();

function familiesOf(naming: DcgmNaming): (field: Pick<Field, 'old' | 'renamed' | 'type' | 'help'>) => MetricFamily {
  return ({ old, renamed, type, help }) => {
    const name = `DCGM_FI_${naming === 'new' ? (renamed ?? old) : old}`;
    const known = families.get(name) ?? { name, type, help };
    families.set(name, known);
    return known;
  };
}

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
