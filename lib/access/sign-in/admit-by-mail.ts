import { appendAudit } from '@/lib/audit/append-audit';
import type { Database } from '@/lib/store/database/database';
import { acceptInvitation } from './accept-invitation';
import type { Admission } from './admission';

/** Whether a sign-in link may be mailed to an address: to people who may sign in, and to those invited. */
export async function mayReceiveLink(database: Database, email: string, now: Date): Promise<boolean> {
  const { prisma } = database;
  const person = await prisma.person.findUnique({ where: { email } });
  const invitation = await prisma.invitation.findFirst({
    where: { email, usedAt: null, revokedAt: null, expiresAt: { gt: now } },
  });
  return person === null ? invitation !== null : person.disabledAt === null;
}

/** Lets in whoever opened a link mailed to this address, which proves it; an open invitation to it counts as accepted. */
export function admitByMail(database: Database, email: string, now: Date): Promise<Admission> {
  return database.prisma.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${email}, 0))`;
    const open = { email, usedAt: null, revokedAt: null, expiresAt: { gt: now } };
    const invitation = await tx.invitation.findFirst({ where: open, orderBy: { createdAt: 'desc' } });
    if (invitation !== null) return acceptInvitation(tx, invitation, 'mailbox', now);
    const person = await tx.person.findUnique({ where: { email }, include: { identities: true } });
    if (person === null) return { fault: 'AccessDenied' };
    if (person.disabledAt !== null) return { fault: 'Disabled' };
    if (person.emailVerified === null) {
      // A stranger may sign in with that identity: proving the address for it would hand them this mailbox's roles.
      if (person.identities.length > 0) return { fault: 'OAuthAccountNotLinked' };
      await tx.person.update({ where: { id: person.id }, data: { emailVerified: now } });
      const target = { kind: 'person', id: person.id, label: email };
      const actor = { kind: 'person', id: person.id, label: email } as const;
      await appendAudit(tx, { at: now, actor, action: 'person.prove-email', outcome: 'done', target });
    }
    return { personId: person.id, email };
  });
}
