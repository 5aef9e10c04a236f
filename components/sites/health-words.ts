import type { HealthStatus } from '@/lib/domain/status';

/** Each status in a word, as its mark says it. */
export const healthWords: Record<HealthStatus, string> = {
  critical: 'Critical',
  unknown: 'Unknown',
  warning: 'Warning',
  'in-progress': 'In progress',
  healthy: 'Healthy',
};
