import type { MetricName } from '@/lib/domain/metric';
import { formatBytes } from './format-bytes';
import { formatNumber } from './format-number';

const titles: Partial<Record<MetricName, string>> = {
  'hw.gpu.utilization': 'Kernel active',
  'gpu.engine.active': 'Engine active',
  'gpu.sm.active': 'SM active',
  'gpu.tensor.active': 'Tensor active',
  'hw.gpu.memory.usage': 'Memory in use',
  'hw.gpu.memory.limit': 'Memory there is',
  'hw.gpu.memory.utilization': 'Memory in use, share',
  'gpu.memory.bandwidth.active': 'Memory bandwidth active',
  'hw.power': 'Power',
  'hw.energy': 'Energy',
  'hw.temperature': 'Temperature',
  'gpu.throttle.time': 'Time throttled',
  'gpu.xid': 'XID',
  'hw.errors': 'Memory errors (ECC)',
  'gpu.nvlink.io.rate': 'NVLink throughput',
  'gpu.pcie.io.rate': 'PCIe throughput',
  'fabric.io.rate': 'Fabric throughput',
  'hw.status': 'Health as the source judges it',
  'gpu.held': 'Held',
  'gpu.allocated': 'Given out',
};

/** A metric's name as people say it; the canonical name for one that has none. */
export function nameMetric(metric: MetricName): string {
  return titles[metric] ?? metric;
}

const oneDecimal = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });

/** A share of 0 to 100 as text: `3.4 %`, `87 %`. */
export function formatPercent(percent: number): string {
  return `${percent < 10 ? oneDecimal.format(percent) : formatNumber(percent)} %`;
}

/** A number with one decimal at most, its thousands set apart. */
export function formatDecimal(value: number): string {
  return oneDecimal.format(value);
}

/** A measured value with its UCUM unit as people write it: `87 %`, `41.2 GiB`, `412 W`, `71 °C`. */
export function formatMeasure(value: number, unit: string): string {
  if (unit === '1') return formatPercent(value * 100);
  if (unit === 'By') return formatBytes(value);
  if (unit === 'By/s') return `${formatBytes(value)}/s`;
  if (unit === 'J') return formatScaled(value, 'J', ['', 'k', 'M', 'G', 'T']);
  if (unit === 'Cel') return `${formatDecimal(value)} °C`;
  if (unit.startsWith('{')) return formatDecimal(value);
  return `${formatDecimal(value)} ${unit}`;
}

function formatScaled(value: number, unit: string, prefixes: readonly string[]): string {
  let rest = value;
  let step = 0;
  while (Math.abs(rest) >= 1000 && step < prefixes.length - 1) {
    rest /= 1000;
    step += 1;
  }
  return `${formatDecimal(rest)} ${prefixes[step]}${unit}`;
}

/** A unit as a chart's header names it; empty for a plain number. */
export function nameUnit(unit: string): string {
  if (unit === '1') return '%';
  if (unit === 'By') return 'bytes';
  if (unit === 'By/s') return 'bytes a second';
  if (unit === 'Cel') return '°C';
  if (unit === '{error}') return 'errors';
  if (unit === '{code}') return 'code';
  if (unit === '{gpu}') return 'GPUs';
  if (unit === '{state}') return 'state';
  return unit;
}
