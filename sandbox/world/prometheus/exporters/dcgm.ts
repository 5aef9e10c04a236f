import type { HallAccelerator, HallMachine } from '../../hall/hall';
import { hotDevice, lostDevice } from '../incidents';
import type { ExporterSeries, Labels, MetricFamily, MetricType } from '../series';
import { counter, type Wave, wave } from '../waves';

/** How DCGM says that a field has no value, as text; whole numbers of 64 bits lose their last digits as numbers. */
const blanks = { int64: '9223372036854775792', double: '140737488355328' } as const;
/** A field the device does not have at all. */
const notSupported = '9223372036854775794';

/** `old`: the names of DCGM up to 4.5 and label `Hostname`; `new`: those of 4.6 and `hostname`. */
export type DcgmNaming = 'old' | 'new';

interface Field {
  old: string;
  /** The name from 4.6 on; absent where it stayed. Units stayed too, whatever the name says. */
  renamed?: string;
  type: MetricType;
  help: string;
  kind: keyof typeof blanks;
  /** How the value moves on a device that is well. */
  wave(device: DeviceWaves): Wave;
}

interface DeviceWaves {
  seed: string;
  key: string;
  memoryMiB: number;
  isHot: boolean;
  busy: Wave;
}

const fields: readonly Field[] = [
  gauge(
    'DEV_SM_CLOCK',
    'SM clock frequency (in MHz).',
    ({ isHot, busy }) =>
      (ms) =>
        isHot ? 1140 : busy(ms) > 5 ? 1980 : 345,
  ),
  gauge('DEV_MEM_CLOCK', 'Memory clock frequency (in MHz).', () => () => 2619),
  gauge(
    'DEV_MEMORY_TEMP',
    'Memory temperature (in C).',
    ({ isHot, busy }) =>
      (ms) =>
        Math.round((isHot ? 93 : 38) + busy(ms) * 0.35),
    'DEV_MEMORY_TEMP_CELSIUS',
  ),
  gauge(
    'DEV_GPU_TEMP',
    'GPU temperature (in C).',
    ({ isHot, busy }) =>
      (ms) =>
        Math.round((isHot ? 86 : 30) + busy(ms) * (isHot ? 0.05 : 0.38)),
    'DEV_GPU_TEMP_CELSIUS',
  ),
  {
    ...gauge(
      'DEV_POWER_USAGE',
      'Power draw (in W).',
      ({ isHot, busy }) =>
        (ms) =>
          isHot ? 402 : 74 + busy(ms) * 6.1,
      'DEV_BOARD_POWER_WATTS',
    ),
    kind: 'double',
  },
  total('DEV_TOTAL_ENERGY_CONSUMPTION', 'Total energy consumption since boot (in mJ).', 410_000),
  total('DEV_PCIE_REPLAY_COUNTER', 'Total number of PCIe retries.', 0.00002, 'DEV_PCIE_REPLAY_TOTAL'),
  gauge(
    'DEV_GPU_UTIL',
    'GPU utilization (in %).',
    ({ busy }) =>
      (ms) =>
        Math.round(busy(ms)),
    'DEV_GPU_UTIL_RATIO',
  ),
  gauge(
    'DEV_MEM_COPY_UTIL',
    'Memory utilization (in %).',
    ({ busy }) =>
      (ms) =>
        Math.round(busy(ms) * 0.6),
  ),
  gauge('DEV_XID_ERRORS', 'Value of the last XID error encountered.', () => () => 0, 'DEV_XID_ERROR'),
  total('DEV_POWER_VIOLATION', 'Throttling duration due to power constraints (in ns).', 1_200_000),
  {
    ...total('DEV_THERMAL_VIOLATION', 'Throttling duration due to thermal constraints (in ns).', 0),
    wave: ({ seed, key, isHot }) => floored(counter(seed, `${key}/thermal`, isHot ? 310_000_000 : 0)),
  },
  gauge(
    'DEV_FB_FREE',
    'Framebuffer memory free (in MiB).',
    ({ memoryMiB, busy }) =>
      (ms) =>
        memoryMiB - 565 - Math.round(memoryMiB * (0.04 + busy(ms) * 0.0085)),
  ),
  gauge(
    'DEV_FB_USED',
    'Framebuffer memory used (in MiB).',
    ({ memoryMiB, busy }) =>
      (ms) =>
        Math.round(memoryMiB * (0.04 + busy(ms) * 0.0085)),
  ),
  gauge('DEV_FB_RESERVED', 'Framebuffer memory reserved (in MiB).', () => () => 565),
  {
    ...gauge(
      'DEV_FB_USED_PERCENT',
      'Framebuffer memory used as a share of what there is.',
      ({ busy }) =>
        (ms) =>
          0.04 + busy(ms) * 0.0085,
      'DEV_FB_USED_RATIO',
    ),
    kind: 'double',
  },
  total('DEV_ECC_SBE_VOL_TOTAL', 'Total number of single-bit volatile ECC errors.', 0.0004),
  total('DEV_ECC_DBE_VOL_TOTAL', 'Total number of double-bit volatile ECC errors.', 0),
  total(
    'DEV_UNCORRECTABLE_REMAPPED_ROWS',
    'Number of remapped rows for uncorrectable errors',
    0,
    'DEV_ROW_REMAP_UNCORRECTABLE_TOTAL',
  ),
  total(
    'DEV_CORRECTABLE_REMAPPED_ROWS',
    'Number of remapped rows for correctable errors',
    0.0000001,
    'DEV_ROW_REMAP_CORRECTABLE_TOTAL',
  ),
  gauge('DEV_ROW_REMAP_FAILURE', 'Whether remapping of rows has failed', () => () => 0, 'DEV_ROW_REMAP_FAILED'),
  // Typed a counter by the exporter, though it is a rate already.
  {
    ...gauge(
      'DEV_NVLINK_BANDWIDTH_TOTAL',
      'Total number of NVLink bandwidth counters for all lanes.',
      ({ busy }) =>
        (ms) =>
          Math.round(busy(ms) * 2400),
    ),
    type: 'counter',
  },
  share('PROF_GR_ENGINE_ACTIVE', 'Ratio of time the graphics engine is active.', 1, 'PROF_GR_ENGINE_UTIL_RATIO'),
  share('PROF_SM_ACTIVE', 'The ratio of cycles an SM has at least 1 warp assigned.', 0.9, 'PROF_SM_UTIL_RATIO'),
  share('PROF_PIPE_TENSOR_ACTIVE', 'Ratio of cycles the tensor (HMMA) pipe is active.', 0.52, 'PROF_TENSOR_UTIL_RATIO'),
  share(
    'PROF_DRAM_ACTIVE',
    'Ratio of cycles the device memory interface is active sending or receiving data.',
    0.44,
    'PROF_DRAM_UTIL_RATIO',
  ),
  {
    ...gauge(
      'PROF_PCIE_TX_BYTES',
      'The rate of data transmitted over the PCIe bus (in B/s).',
      ({ busy }) =>
        (ms) =>
          Math.round(busy(ms) * 31_000_000),
    ),
  },
  {
    ...gauge(
      'PROF_PCIE_RX_BYTES',
      'The rate of data received over the PCIe bus (in B/s).',
      ({ busy }) =>
        (ms) =>
          Math.round(busy(ms) * 44_000_000),
    ),
  },
  {
    ...gauge(
      'PROF_NVLINK_TX_BYTES',
      'The rate of data transmitted over NVLink (in B/s).',
      ({ busy }) =>
        (ms) =>
          Math.round(busy(ms) * 1_200_000_000),
    ),
  },
  {
    ...gauge(
      'PROF_NVLINK_RX_BYTES',
      'The rate of data received over NVLink (in B/s).',
      ({ busy }) =>
        (ms) =>
          Math.round(busy(ms) * 1_210_000_000),
    ),
  },
];

/** Every series of the DCGM exporter of one machine. */
export function dcgmSeries(seed: string, machine: HallMachine, naming: DcgmNaming): ExporterSeries[] {
  return machine.accelerators.flatMap((device) => deviceSeries(seed, machine, device, naming));
}

function deviceSeries(
  seed: string,
  machine: HallMachine,
  device: HallAccelerator,
  naming: DcgmNaming,
): ExporterSeries[] {
  const { hostname } = machine;
  const { index } = device;
  const isLost = hostname === lostDevice.hostname && index === lostDevice.index;
  const isHot = hostname === hotDevice.hostname && index === hotDevice.index;
  const key = `${hostname}/${index}`;
  const waves: DeviceWaves = { seed, key, memoryMiB: device.memoryMiB, isHot, busy: busyWave(seed, key) };
  const labels: Labels = {
    gpu: String(index),
    UUID: device.uuid,
    pci_bus_id: `00000000:${(0x1b + index * 16).toString(16).toUpperCase().padStart(2, '0')}:00.0`,
    device: `nvidia${index}`,
    modelName: device.product,
    [naming === 'old' ? 'Hostname' : 'hostname']: hostname,
    DCGM_FI_DRIVER_VERSION: '570.172.08',
  };
  const family = familiesOf(naming);
  return fields.map((field) => {
    const isXid = field.old === 'DEV_XID_ERRORS';
    const valueAt = field.wave(waves);
    const series = {
      family: family(field),
      labels: isXid
        ? {
            ...labels,
            err_code: String(isLost ? lostDevice.xid : 0),
            err_msg: isLost ? 'GPU has fallen off the bus' : 'No Error',
          }
        : labels,
    };
    if (isLost && !isXid) return { ...series, ...without(blanks[field.kind]) };
    if (isLost) return { ...series, valueAt: () => lostDevice.xid };
    // The last board of the hall has no sensor on its memory.
    if (field.old === 'DEV_MEMORY_TEMP' && index === 7 && hostname === 'dgx-k-0001')
      return { ...series, ...without(notSupported) };
    return { ...series, valueAt };
  });
}

/** A value that is none. */
function without(text: string): Pick<ExporterSeries, 'valueAt' | 'exactText'> {
  return { valueAt: () => Number(text), exactText: text };
}

/** Percent. One device in eight does nothing though it holds its memory. */
function busyWave(seed: string, key: string): Wave {
  const swing = wave(seed, `busy/${key}`, 55, 99);
  const isIdle = wave(seed, `idle/${key}`, 0, 1)(0) > 0.87;
  return isIdle ? () => 0 : swing;
}

const families = new Map<string, MetricFamily>();

function familiesOf(naming: DcgmNaming): (field: Field) => MetricFamily {
  return ({ old, renamed, type, help }) => {
    const name = `DCGM_FI_${naming === 'new' ? (renamed ?? old) : old}`;
    const known = families.get(name) ?? { name, type, help };
    families.set(name, known);
    return known;
  };
}

function gauge(old: string, help: string, wave: Field['wave'], renamed?: string): Field {
  return { old, type: 'gauge', help, kind: 'int64', wave, ...(renamed !== undefined && { renamed }) };
}

function total(old: string, help: string, perSecond: number, renamed?: string): Field {
  const wave: Field['wave'] = ({ seed, key }) => floored(counter(seed, `${key}/${old}`, perSecond));
  return { old, type: 'counter', help, kind: 'int64', wave, ...(renamed !== undefined && { renamed }) };
}

function share(old: string, help: string, part: number, renamed: string): Field {
  return {
    old,
    renamed,
    type: 'gauge',
    help,
    kind: 'double',
    wave:
      ({ busy }) =>
      (ms) =>
        (busy(ms) / 100) * part,
  };
}

function floored(values: Wave): Wave {
  return (ms) => Math.floor(values(ms));
}
