import { hashOpaqueToken } from '@/lib/access/opaque-token';
import { sessionPolicy, toSessionExpiry } from '@/lib/access/session/session-policy';
import { appendAudit } from '@/lib/audit/append-audit';
import type { Prisma } from '@/lib/store/database/generated/client';

/** How somebody proved who they are. */
export type SignInMethod = 'identity-provider' | 'mail-link' | 'invitation';

/** Opens a session, forgets the person's ended ones and puts the sign-in on record. Returns when it ends at the latest, used or not. */
export async function openSession(
  tx: Prisma.TransactionClient,
  session: { token: string; personId: string; method: SignInMethod },
  now: Date,
): Promise<Date> {
  const { email } = await tx.person.update({ where: { id: session.personId }, data: { lastSeenAt: now } });
  await tx.session.deleteMany({ where: { personId: session.personId, expiresAt: { lt: now } } });
  await tx.session.create({
    data: {
      tokenHash: hashOpaqueToken(session.token),
      personId: session.personId,
      createdAt: now,
      lastSeenAt: now,
      expiresAt: toSessionExpiry(now, now),
    },
  });
  await appendAudit(tx, {
    at: now,
    actor: { kind: 'person', id: session.personId, label: email },
    action: 'session.open',
    outcome: 'done',
    target: { kind: 'person', id: session.personId, label: email },
    detail: { method: session.method },
  });
  const vouched = await tx.personIdentity.count({ where: { personId: session.personId } });
  return new Date(now.getTime() + (vouched > 0 ? sessionPolicy.vouchedMs : sessionPolicy.absoluteMs));
}
