import type { ConnectionRun } from '@/lib/api/contracts/connections';
import type { HealthStatus } from '@/lib/domain/status';

/** How a run ended, as a status mark and the word beside it. */
export function toRunStatus(outcome: ConnectionRun['outcome']): { status: HealthStatus; word: string } {
  switch (outcome) {
    case 'running':
      return { status: 'in-progress', word: 'Running' };
    case 'complete':
      return { status: 'healthy', word: 'Complete' };
    case 'partial':
      return { status: 'warning', word: 'Partial' };
    case 'failed':
      return { status: 'critical', word: 'Failed' };
    case 'abandoned':
      return { status: 'unknown', word: 'Abandoned' };
  }
}
