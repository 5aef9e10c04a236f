import { createRecordBudget } from '@/lib/access/record-budget';
import { serverLog } from '@/lib/access/server-log';
import { appendAudit } from '@/lib/audit/append-audit';
import type { Database } from '@/lib/store/database/database';

export interface FailedSignIn {
  /** Whom the attempt claimed to be; null when it did not come that far. */
  email: string | null;
  method: 'identity-provider' | 'mail-link' | 'invitation';
  reason: string;
  outcome: 'denied' | 'failed';
  /** The network address it came from. */
  address: string;
}

// Strangers can fail as often as they like; the record takes so many in ten minutes, the log takes the rest.
const budget = createRecordBudget({ perSource: 30, overall: 600, windowMs: 600_000 });

/** Puts a sign-in that came to nothing on record. */
export async function recordFailedSignIn(database: Database, failure: FailedSignIn, now: Date): Promise<void> {
  serverLog.info({ method: failure.method, reason: failure.reason }, 'A sign-in came to nothing.');
  const unrecordedBefore = budget.take(failure.address, now);
  if (unrecordedBefore === null) return;
  await database.prisma.$transaction((tx) =>
    appendAudit(tx, {
      at: now,
      actor: { kind: 'anonymous', id: null, label: failure.email ?? 'somebody not signed in' },
      action: 'session.open',
      outcome: failure.outcome,
      target: failure.email === null ? null : { kind: 'person', id: null, label: failure.email },
      detail: { method: failure.method, reason: failure.reason, address: failure.address, unrecordedBefore },
    }),
  );
}
