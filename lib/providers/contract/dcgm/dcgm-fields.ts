import type { MetricName } from '@/lib/domain/metric';

/**
 * How DCGM writes a value it does not have: it puts a huge number in its place.
 * `small-integer`: percentages, degrees, mebibytes, codes; both integer blanks lie far above any real value.
 * `counter`: integers that may grow past the 32-bit blank, so only the 64-bit one counts. `double`: the rest.
 */
export type DcgmValueType = 'small-integer' | 'counter' | 'double';

/** What one DCGM field measures, in canonical terms. */
export interface DcgmField {
  metric: MetricName;
  type: DcgmValueType;
  /** A value as DCGM writes it, in the metric's unit. */
  toUnit(value: number): number;
  /** What tells this field's series from others of the same metric, e.g. `direction`. */
  attributes?: Record<string, string>;
  /**
   * What it says where the exporter tells of a slice. `nothing`: DCGM reports it there as nothing or 0. `device`: the whole
   * device's value, once more for each slice. Absent: the slice's own.
   */
  ofSlice?: 'nothing' | 'device';
}

/** The parts of a device's memory that add up to what there is, in MiB. */
export const memoryParts = ['DCGM_FI_DEV_FB_USED', 'DCGM_FI_DEV_FB_FREE', 'DCGM_FI_DEV_FB_RESERVED'] as const;
export type MemoryPart = (typeof memoryParts)[number];

/** The exporter's count of each code that the driver reported of a device in the last `window_size_in_ms`. */
export const xidCounts = 'DCGM_EXP_XID_ERRORS_COUNT';

const asItIs = (value: number) => value;
const fromPercent = (value: number) => value / 100;
const fromMilli = (value: number) => value / 1000;
const fromNano = (value: number) => value / 1e9;
export const fromMebibytes = (value: number) => value * 2 ** 20;
/** The driver serves KiB a second divided by 1000. */
const fromNvlinkBandwidth = (value: number) => value * 1_024_000;
/** 0 passed, 10 warned, 20 failed. */
const fromHealth = (value: number) => value / 10;

const throttle = (reason: string): DcgmField => ({
  metric: 'gpu.throttle.time',
  type: 'counter',
  toUnit: fromNano,
  attributes: { reason },
  ofSlice: 'device',
});
const ratio = (metric: MetricName): DcgmField => ({ metric, type: 'double', toUnit: asItIs });
const flow = (metric: MetricName, direction: 'transmit' | 'receive'): DcgmField => ({
  metric,
  type: 'counter',
  toUnit: asItIs,
  attributes: { direction },
  ofSlice: 'device',
});
const eccErrors = (type: 'corrected' | 'uncorrected'): DcgmField => ({
  metric: 'hw.errors',
  type: 'counter',
  toUnit: asItIs,
  attributes: { 'error.type': type },
  ofSlice: 'device',
});

/** What the exporter serves that has a canonical metric, by the field's name before DCGM 4.6. */
const fields: Record<string, DcgmField> = {
  DCGM_FI_DEV_GPU_UTIL: {
    metric: 'hw.gpu.utilization',
    type: 'small-integer',
    toUnit: fromPercent,
    ofSlice: 'nothing',
  },
  DCGM_FI_PROF_GR_ENGINE_ACTIVE: ratio('gpu.engine.active'),
  DCGM_FI_PROF_SM_ACTIVE: ratio('gpu.sm.active'),
  DCGM_FI_PROF_PIPE_TENSOR_ACTIVE: ratio('gpu.tensor.active'),
  DCGM_FI_PROF_DRAM_ACTIVE: ratio('gpu.memory.bandwidth.active'),
  DCGM_FI_DEV_FB_USED: { metric: 'hw.gpu.memory.usage', type: 'small-integer', toUnit: fromMebibytes },
  DCGM_FI_DEV_FB_TOTAL: { metric: 'hw.gpu.memory.limit', type: 'small-integer', toUnit: fromMebibytes },
  // Named a percentage before 4.6, but always a share of 1.
  DCGM_FI_DEV_FB_USED_PERCENT: ratio('hw.gpu.memory.utilization'),
  DCGM_FI_DEV_POWER_USAGE: { metric: 'hw.power', type: 'double', toUnit: asItIs, ofSlice: 'device' },
  DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION: { metric: 'hw.energy', type: 'counter', toUnit: fromMilli, ofSlice: 'device' },
  DCGM_FI_DEV_GPU_TEMP: { metric: 'hw.temperature', type: 'small-integer', toUnit: asItIs, ofSlice: 'device' },
  DCGM_FI_DEV_POWER_VIOLATION: throttle('power'),
  DCGM_FI_DEV_THERMAL_VIOLATION: throttle('thermal'),
  DCGM_FI_DEV_SYNC_BOOST_VIOLATION: throttle('sync-boost'),
  DCGM_FI_DEV_BOARD_LIMIT_VIOLATION: throttle('board-limit'),
  DCGM_FI_DEV_LOW_UTIL_VIOLATION: throttle('low-utilization'),
  DCGM_FI_DEV_RELIABILITY_VIOLATION: throttle('reliability'),
  // Sticky: the last code since the driver was loaded, 0 before the first. `err_code` and `err_msg` only repeat it.
  DCGM_FI_DEV_XID_ERRORS: { metric: 'gpu.xid', type: 'small-integer', toUnit: asItIs, ofSlice: 'device' },
  DCGM_FI_DEV_ECC_SBE_VOL_TOTAL: eccErrors('corrected'),
  DCGM_FI_DEV_ECC_DBE_VOL_TOTAL: eccErrors('uncorrected'),
  // A rate, whatever the exporter calls its type: never to be differenced again.
  DCGM_FI_DEV_NVLINK_BANDWIDTH_TOTAL: {
    metric: 'gpu.nvlink.io.rate',
    type: 'counter',
    toUnit: fromNvlinkBandwidth,
    ofSlice: 'device',
  },
  DCGM_FI_PROF_NVLINK_TX_BYTES: flow('gpu.nvlink.io.rate', 'transmit'),
  DCGM_FI_PROF_NVLINK_RX_BYTES: flow('gpu.nvlink.io.rate', 'receive'),
  DCGM_FI_PROF_PCIE_TX_BYTES: flow('gpu.pcie.io.rate', 'transmit'),
  DCGM_FI_PROF_PCIE_RX_BYTES: flow('gpu.pcie.io.rate', 'receive'),
  DCGM_EXP_GPU_HEALTH_STATUS: { metric: 'hw.status', type: 'small-integer', toUnit: fromHealth, ofSlice: 'device' },
};

/** Names since DCGM 4.6, and what they were before. A name that is not here did not change. */
const namesBefore: Record<string, string> = {
  DCGM_FI_DEV_GPU_UTIL_RATIO: 'DCGM_FI_DEV_GPU_UTIL',
  DCGM_FI_PROF_GR_ENGINE_UTIL_RATIO: 'DCGM_FI_PROF_GR_ENGINE_ACTIVE',
  DCGM_FI_PROF_SM_UTIL_RATIO: 'DCGM_FI_PROF_SM_ACTIVE',
  DCGM_FI_PROF_TENSOR_UTIL_RATIO: 'DCGM_FI_PROF_PIPE_TENSOR_ACTIVE',
  DCGM_FI_PROF_DRAM_UTIL_RATIO: 'DCGM_FI_PROF_DRAM_ACTIVE',
  DCGM_FI_DEV_FB_USED_RATIO: 'DCGM_FI_DEV_FB_USED_PERCENT',
  DCGM_FI_DEV_BOARD_POWER_WATTS: 'DCGM_FI_DEV_POWER_USAGE',
  DCGM_FI_DEV_GPU_TEMP_CELSIUS: 'DCGM_FI_DEV_GPU_TEMP',
  DCGM_FI_DEV_XID_ERROR: 'DCGM_FI_DEV_XID_ERRORS',
  DCGM_FI_DEV_NVLINK_THROUGHPUT_TOTAL: 'DCGM_FI_DEV_NVLINK_BANDWIDTH_TOTAL',
};

/** The name a field had before DCGM 4.6, under which everything here knows it. */
export function toOldName(name: string): string {
  return (Object.hasOwn(namesBefore, name) ? namesBefore[name] : undefined) ?? name;
}

/** What a series of this name measures, under its old or new name; undefined for one without a canonical metric. */
export function fieldOf(name: string): DcgmField | undefined {
  const old = toOldName(name);
  return Object.hasOwn(fields, old) ? fields[old] : undefined;
}

/** Every name under which something that is read may be served, old and new. */
export const dcgmNames: readonly string[] = [
  ...new Set([...Object.keys(fields), ...memoryParts, ...Object.keys(namesBefore), xidCounts]),
].sort();
