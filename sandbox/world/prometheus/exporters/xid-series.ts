import { type GpuDevice, incidentOf } from '../../gpus/device';
import { gpuEventsUpTo } from '../../gpus/gpu-events';
import { readableAt } from '../../gpus/gpu-reading';
import type { ExporterSeries, Labels, MetricFamily } from '../series';

/** The exporter's words for the codes that devices of the world report. */
const eventWords: Readonly<Record<number, string>> = {
  0: 'No Error',
  13: 'Graphics Engine Exception',
  31: 'GPU memory page fault',
  63: 'ECC page retirement or row remapping recording event',
  64: 'ECC page retirement or row remapper recording failure',
  79: 'GPU has fallen off the bus',
  94: 'Contained ECC error',
};

const windowMs = 300_000;
/** More than any device reports within the window. */
const mostInWindow = 100;
const countFamily: MetricFamily = {
  name: 'DCGM_EXP_XID_ERRORS_COUNT',
  type: 'counter',
  help: 'reported XIDs during last window',
};

/**
 * The events of a device in both ways of the exporter: the last one for good, and how many came within five minutes,
 * with no code where none did.
 */
export function xidSeries(
  device: GpuDevice,
  lastFamily: MetricFamily,
  labels: Labels,
  labelsAt: NonNullable<ExporterSeries['labelsAt']>,
): ExporterSeries[] {
  const lost = incidentOf(device, 'lost');
  const codes = lost ? [lost.xid] : [...new Set(incidentOf(device, 'xid')?.codes ?? [])];
  const withLast = lost ? codes : [0, ...codes];
  const told = (read: (ms: number) => number | null) => (lost ? read : whileReadable(device, read));
  const last = withLast.map((code) => ({
    family: lastFamily,
    labels: { ...labels, err_code: String(code), err_msg: eventWords[code] ?? 'Unknown Error' },
    labelsAt,
    valueAt: told((ms) => ((gpuEventsUpTo(device, ms, 1)[0]?.xid ?? 0) === code ? code : null)),
  }));
  const inWindow = { ...labels, window_size_in_ms: String(windowMs) };
  const counts = codes.map((code) => ({
    family: countFamily,
    labels: { ...inWindow, xid: String(code) },
    labelsAt,
    valueAt: told((ms) => recentEvents(device, ms).filter(({ xid }) => xid === code).length || null),
  }));
  const none = {
    family: countFamily,
    labels: inWindow,
    labelsAt,
    valueAt: told((ms) => (recentEvents(device, ms).length === 0 ? 0 : null)),
  };
  return [...last, ...counts, none];
}

function recentEvents(device: GpuDevice, ms: number) {
  return gpuEventsUpTo(device, ms, mostInWindow).filter(({ at }) => at.getTime() > ms - windowMs);
}

/** What the exporter tells, while it tells of the device at all. */
export function whileReadable(device: GpuDevice, read: (ms: number) => number | null): (ms: number) => number | null {
  return (ms) => {
    const asOfMs = readableAt(device, ms);
    return asOfMs === null ? null : read(asOfMs);
  };
}
