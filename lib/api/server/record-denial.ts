import type { Actor } from '@/lib/access/actor';
import { appendAudit } from '@/lib/audit/append-audit';
import type { Database } from '@/lib/store/database/database';

export interface Denial {
  actor: Actor;
  /** `GET /api/v1/activity` */
  operation: string;
  reason: string | null;
  requestId: string;
  /** Changes are recorded every time; reads, which pages repeat by themselves, once in ten minutes. */
  everyTime: boolean;
}

const repeatAfterMs = 600_000;
const remembered = 10_000;
const lastRecorded = new Map<string, number>();

/** Puts a denied request on record. */
export async function recordDenial(database: Database, denial: Denial): Promise<void> {
  const at = new Date();
  const key = `${denial.actor.id} ${denial.operation}`;
  const previous = lastRecorded.get(key);
  if (!denial.everyTime && previous !== undefined && at.getTime() - previous < repeatAfterMs) return;
  await database.prisma.$transaction((tx) =>
    appendAudit(tx, {
      at,
      actor: denial.actor,
      action: 'request.refuse',
      outcome: 'denied',
      target: { kind: 'operation', id: null, label: denial.operation },
      detail: { reason: denial.reason, requestId: denial.requestId },
    }),
  );
  if (lastRecorded.size >= remembered) lastRecorded.clear();
  lastRecorded.set(key, at.getTime());
}
