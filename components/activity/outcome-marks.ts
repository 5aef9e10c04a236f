import type { AuditEntry } from '@/lib/api/contracts/activity';

/** How an outcome shows. A refused attempt is a warning, not a fault: the rule held. */
export const outcomeMarks: Record<AuditEntry['outcome'], { tone: 'healthy' | 'warning' | 'critical'; word: string }> = {
  done: { tone: 'healthy', word: 'Done' },
  denied: { tone: 'warning', word: 'Denied' },
  failed: { tone: 'critical', word: 'Failed' },
};
