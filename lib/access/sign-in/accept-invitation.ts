import { appendAudit } from '@/lib/audit/append-audit';
import type { Invitation, Prisma } from '@/lib/store/database/generated/client';
import type { Admission } from './admission';

/**
 * Turns an open invitation into a person with the role it offers, or gives the role to the person who has its address.
 * It works once: the caller's transaction marks it used, and two at a time cannot both succeed.
 */
export async function acceptInvitation(
  tx: Prisma.TransactionClient,
  invitation: Invitation,
  now: Date,
): Promise<Admission> {
  const taken = await tx.invitation.updateMany({
    where: { id: invitation.id, usedAt: null, revokedAt: null, expiresAt: { gt: now } },
    data: { usedAt: now },
  });
  if (taken.count === 0) return { fault: 'AccessDenied' };
  const { email, role, scopeKind, scopeValue } = invitation;
  const known = await tx.person.findUnique({ where: { email } });
  if (known?.disabledAt) return { fault: 'Disabled' };
  // An address held without proof, and an identity with it, may be a stranger's: the invited person must not join it.
  if (known && known.emailVerified === null) return { fault: 'OAuthAccountNotLinked' };
  const person = known ?? (await tx.person.create({ data: { email, emailVerified: now } }));
  const binding = { personId: person.id, role, scopeKind, scopeValue };
  if ((await tx.roleBinding.findFirst({ where: binding })) === null) await tx.roleBinding.create({ data: binding });
  await appendAudit(tx, {
    at: now,
    actor: { kind: 'person', id: person.id, label: email },
    action: 'invitation.accept',
    outcome: 'done',
    target: { kind: 'invitation', id: invitation.id, label: email },
    detail: { role, scopeKind, scopeValue, invitedBy: invitation.createdBy },
  });
  return { personId: person.id, email };
}
