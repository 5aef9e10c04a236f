import { hashOpaqueToken } from '@/lib/access/opaque-token';
import { appendAudit } from '@/lib/audit/append-audit';
import type { Prisma } from '@/lib/store/database/generated/client';

/** Ends a session for good and puts the sign-out on record. A token nobody knows ends nothing. */
export async function closeSession(tx: Prisma.TransactionClient, token: string, now: Date): Promise<void> {
  const session = await tx.session.findUnique({
    where: { tokenHash: hashOpaqueToken(token) },
    include: { person: true },
  });
  if (session === null) return;
  const { count } = await tx.session.deleteMany({ where: { id: session.id } });
  if (count === 0) return;
  const { id, email } = session.person;
  await appendAudit(tx, {
    at: now,
    actor: { kind: 'person', id, label: email },
    action: 'session.close',
    outcome: 'done',
    target: { kind: 'person', id, label: email },
  });
}
