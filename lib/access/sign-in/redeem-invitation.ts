import { createOpaqueToken, hashOpaqueToken } from '@/lib/access/opaque-token';
import type { Database } from '@/lib/store/database/database';
import type { Invitation } from '@/lib/store/database/generated/client';
import { acceptInvitation } from './accept-invitation';
import type { AdmissionFault } from './admission';
import { openSession } from './open-session';

/** What the page of an invitation link shows before anything is used up; null when the link is good for nothing. */
export async function readOpenInvitation(
  database: Database,
  token: string,
  now: Date,
): Promise<Pick<Invitation, 'email' | 'role' | 'expiresAt'> | null> {
  return database.prisma.invitation.findFirst({
    where: { tokenHash: hashOpaqueToken(token), usedAt: null, revokedAt: null, expiresAt: { gt: now } },
    select: { email: true, role: true, expiresAt: true },
  });
}

/** A session opened by an invitation, or why not. `Verification`: the link was used, revoked, expired or never was. */
export type RedeemedInvitation =
  | { sessionToken: string; expiresAt: Date }
  | { fault: AdmissionFault | 'Verification'; email: string | null };

/** Uses an invitation link up: the person, the role and a session come to be in one transaction, once. */
export async function redeemInvitation(database: Database, token: string, now: Date): Promise<RedeemedInvitation> {
  return database.prisma.$transaction(async (tx): Promise<RedeemedInvitation> => {
    const invitation = await tx.invitation.findUnique({ where: { tokenHash: hashOpaqueToken(token) } });
    if (invitation === null) return { fault: 'Verification', email: null };
    const { email } = invitation;
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${email}, 0))`;
    const admission = await acceptInvitation(tx, invitation, 'link', now);
    if ('fault' in admission)
      return { fault: admission.fault === 'AccessDenied' ? 'Verification' : admission.fault, email };
    const sessionToken = createOpaqueToken();
    const { personId } = admission;
    const expiresAt = await openSession(tx, { token: sessionToken, personId, method: 'invitation' }, now);
    return { sessionToken, expiresAt };
  });
}
