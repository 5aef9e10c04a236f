import type { z } from 'zod';
import { toScope } from '@/lib/access/grants/stored-scope';
import { invitationSchema } from '@/lib/api/contracts/people';
import type { Invitation } from '@/lib/store/database/generated/client';

type InvitationView = z.infer<typeof invitationSchema>;

/** An invitation as the API shows it: never its token. */
export function toInvitation(invitation: Invitation, now: Date): InvitationView {
  return invitationSchema.parse({
    id: invitation.id,
    email: invitation.email,
    role: invitation.role,
    scope: toScope(invitation),
    createdAt: invitation.createdAt.toISOString(),
    expiresAt: invitation.expiresAt.toISOString(),
    state: toState(invitation, now),
  });
}

function toState({ usedAt, revokedAt, expiresAt }: Invitation, now: Date): InvitationView['state'] {
  if (usedAt !== null) return 'used';
  if (revokedAt !== null) return 'revoked';
  return expiresAt <= now ? 'expired' : 'open';
}
