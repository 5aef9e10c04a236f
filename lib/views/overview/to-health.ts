import type { ResourceKind } from '@/lib/domain/resource';
import type { HealthStatus } from '@/lib/domain/status';

/** What comes, runs and ends. */
const jobKinds: ReadonlySet<string> = new Set<ResourceKind>(['training-job', 'batch-job', 'pod']);

/**
 * What a resource's state says of the site it stands at. Coming, going and stopping are its daily business; a job that
 * failed is a finding about the job, not about the site.
 */
export function toHealth(kind: string, status: string): HealthStatus {
  switch (status) {
    case 'failed':
      return jobKinds.has(kind) ? 'warning' : 'critical';
    case 'degraded':
      return 'warning';
    case 'active':
    case 'stopped':
    case 'completed':
    case 'provisioning':
    case 'deleting':
      return 'healthy';
    default:
      return 'unknown';
  }
}
