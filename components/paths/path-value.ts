import type { PathQuality } from '@/lib/api/contracts/path-keys';
import type { Path } from '@/lib/api/contracts/paths';
import { formatPercent } from '@/lib/format/format-percent';
import { formatLatency } from '../links/format-latency';

/** What a way is by a measure, in its own unit; null: not known. */
export function readPath(
  { values, loss, jitter }: Pick<Path, 'values' | 'loss' | 'jitter'>,
  show: PathQuality,
): number | null {
  if (show === 'loss') return loss;
  return show === 'jitter' ? jitter : (values?.[show] ?? null);
}

/** A measure as people read it. */
export function formatPathValue(value: number, show: PathQuality, unit: Path['unit']): string {
  if (show === 'loss') return formatPercent(value);
  return unit === 's' || show === 'jitter' ? formatLatency(value) : formatByteRate(value);
}

/** Without its unit, which stands in the heading, to fit on a cell. */
export function writePathValue(value: number, show: PathQuality, unit: Path['unit']): string {
  if (show === 'loss') return value === 0 ? '0' : value < 0.001 ? '<0.1' : (value * 100).toFixed(1);
  const scaled = unit === 's' || show === 'jitter' ? value * 1000 : value / 1e6;
  return scaled < 10 ? scaled.toFixed(1) : scaled.toFixed(0);
}

/** What stands on cells. */
export function nameCellUnit(show: PathQuality, unit: Path['unit']): string {
  if (show === 'loss') return '%';
  return unit === 's' || show === 'jitter' ? 'ms' : 'MB/s';
}

/** Bytes a second in decimal units. */
function formatByteRate(value: number): string {
  return value >= 1e9 ? `${(value / 1e9).toFixed(1)} GB/s` : `${(value / 1e6).toFixed(1)} MB/s`;
}
