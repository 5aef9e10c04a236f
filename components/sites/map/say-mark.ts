import type { HealthStatus } from '@/lib/domain/status';
import { formatQuantity } from '@/lib/format/format-number';
import type { MapSite } from './map-site';
import type { MapMark } from './to-map-marks';

const statusWords: Record<HealthStatus, string> = {
  healthy: 'healthy',
  'in-progress': 'in progress',
  warning: 'warning',
  critical: 'critical',
  unknown: 'unknown',
};

const mostNames = 3;

/** A mark in words: `Frankfurt: warning, 512 GPUs`; of several sites how many, the worst, and some by name. */
export function sayMark({ sites, status, gpus }: Pick<MapMark, 'sites' | 'status' | 'gpus'>): string {
  const titles = sites.map(({ title }) => title);
  if (titles.length === 1) return `${titles[0]}: ${statusWords[status]}, ${sayGpus(gpus)}`;
  const named = titles.slice(0, mostNames).join(', ');
  const more = titles.length > mostNames ? ` and ${titles.length - mostNames} more` : '';
  return `${titles.length} sites: ${named}${more}. The worst is ${statusWords[status]}; ${sayGpus(gpus)} together`;
}

/** `512 GPUs`, `at least 512 GPUs`, `an unknown number of GPUs`, `no GPUs`. */
function sayGpus(gpus: MapSite['gpus']): string {
  if (gpus === null || (gpus.atLeast && gpus.value === 0)) return 'an unknown number of GPUs';
  if (gpus.value === 0) return 'no GPUs';
  const many = formatQuantity(gpus.value, 'GPU');
  return gpus.atLeast ? `at least ${many}` : many;
}
