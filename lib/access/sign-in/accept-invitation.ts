import { appendAudit } from '@/lib/audit/append-audit';
import type { Invitation, Person, Prisma } from '@/lib/store/database/generated/client';
import type { Admission, AdmissionFault } from './admission';

/** How the invited person showed who they are: by the invitation's link alone, or by a link mailed to its address. */
export type InvitationProof = 'link' | 'mailbox';

/**
 * Turns an open invitation into a person with the role it offers, or gives the role to the person who has its address.
 * It works once, and ends the other open invitations to that address: their links would sign in as the same person.
 * One that is refused is not used up. Run it under the lock of the address.
 */
export async function acceptInvitation(
  tx: Prisma.TransactionClient,
  invitation: Invitation,
  proof: InvitationProof,
  now: Date,
): Promise<Admission> {
  const { email, role, scopeKind, scopeValue } = invitation;
  const open = { usedAt: null, revokedAt: null, expiresAt: { gt: now } };
  if ((await tx.invitation.findFirst({ where: { id: invitation.id, ...open } })) === null)
    return { fault: 'AccessDenied' };
  const known = await tx.person.findUnique({ where: { email }, include: { identities: true } });
  const fault = known && findFault(known, proof);
  if (fault) return { fault };
  const taken = await tx.invitation.updateMany({ where: { id: invitation.id, ...open }, data: { usedAt: now } });
  if (taken.count === 0) return { fault: 'AccessDenied' };
  await tx.invitation.updateMany({ where: { email, ...open }, data: { revokedAt: now } });
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

/** Why somebody who is here already must not come in by an invitation; null when they may. */
function findFault(known: Person & { identities: unknown[] }, proof: InvitationProof): AdmissionFault | null {
  if (known.disabledAt) return 'Disabled';
  // An address held without proof may be a stranger's: the invited person must not join it.
  if (known.emailVerified === null) return 'OAuthAccountNotLinked';
  // Whoever made the link holds it too: it must not open what the identity provider answers for.
  return proof === 'link' && known.identities.length > 0 ? 'OAuthAccountNotLinked' : null;
}
