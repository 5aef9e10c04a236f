import type { z } from 'zod';
import { toStoredScope } from '@/lib/access/grants/stored-scope';
import { hashOpaqueToken } from '@/lib/access/opaque-token';
import { createToken, type Repeatable } from '@/lib/access/repeatable-token';
import type { createInvitationSchema } from '@/lib/api/contracts/people';
import type { CommandContext } from '@/lib/commands/command-context';
import { runCommand } from '@/lib/commands/run-command';
import { Refusal } from '@/lib/domain/refusal';
import type { Invitation, Prisma } from '@/lib/store/database/generated/client';

const validForMs = 7 * 86_400_000;

/** An invitation and the token of its link, which is shown now and never again. */
export interface CreatedInvitation {
  invitation: Invitation;
  token: string;
}

/**
 * Offers a role to an e-mail address by a link that works once, within seven days. Nobody invites themselves, nor
 * whoever is here already. Sent again with the same idempotency key, it answers with the invitation and link it made.
 */
export async function createInvitation(
  context: CommandContext,
  input: z.output<typeof createInvitationSchema>,
  repeatable: Repeatable | null = null,
): Promise<CreatedInvitation> {
  const { actor, now } = context;
  const email = input.email.toLowerCase();
  const target = { kind: 'invitation', id: null, label: email };
  return runCommand(context, { action: 'invitation.create', permission: 'people:write', target }, async (tx) => {
    await refuseOwnAddress(tx, actor.personId, email);
    const token = createToken('invitation', actor.id, repeatable);
    const tokenHash = hashOpaqueToken(token);
    // The lock that accepting takes: nobody comes to be here between the look and the invitation.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${email}, 0))`;
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${tokenHash}, 0))`;
    const made = await tx.invitation.findUnique({ where: { tokenHash } });
    if (made !== null) return { result: { invitation: made, token }, unchanged: true };
    const person = await tx.person.findUnique({ where: { email } });
    if (person?.disabledAt) throw new Refusal('conflict', 'This person is disabled. Enable them instead.');
    // Whoever makes the link could open it. The command line may: it is the way back in without an identity provider.
    if (person !== null && actor.kind !== 'cli')
      throw new Refusal('conflict', 'They are here already: give them the role instead.');
    const { role, scope } = input;
    const expiresAt = new Date(now.getTime() + validForMs);
    const invitation = await tx.invitation.create({
      data: { tokenHash, email, role, ...toStoredScope(scope), createdBy: actor.label, createdAt: now, expiresAt },
    });
    return {
      result: { invitation, token },
      target: { ...target, id: invitation.id },
      audit: { role, scope: { ...scope }, expiresAt: expiresAt.toISOString() },
    };
  });
}

async function refuseOwnAddress(tx: Prisma.TransactionClient, personId: string | null, email: string): Promise<void> {
  if (personId === null) return;
  const own = await tx.person.findUnique({ where: { id: personId } });
  if (own?.email === email)
    throw new Refusal('denied', 'You cannot invite yourself to a role. Ask another administrator.');
}
