import type { CommandContext } from '@/lib/commands/command-context';
import { runCommand } from '@/lib/commands/run-command';
import { Refusal } from '@/lib/domain/refusal';

/** Makes an open invitation's link useless. One that was used already has done its work: take the role away instead. */
export async function revokeInvitation(context: CommandContext, id: string): Promise<void> {
  const target = { kind: 'invitation', id, label: id };
  await runCommand(context, { action: 'invitation.revoke', permission: 'people:write', target }, async (tx) => {
    const invitation = await tx.invitation.findUnique({ where: { id } });
    if (invitation === null) throw new Refusal('not-found', 'There is no such invitation.');
    if (invitation.revokedAt !== null) return { result: undefined, unchanged: true };
    const { count } = await tx.invitation.updateMany({
      where: { id, usedAt: null, revokedAt: null },
      data: { revokedAt: context.now },
    });
    if (count === 0) throw new Refusal('conflict', 'This invitation was used already. Take the role away instead.');
    return { result: undefined, target: { ...target, label: invitation.email } };
  });
}
