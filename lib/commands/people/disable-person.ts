import { keepingAnAdministrator } from '@/lib/access/grants/administrators';
import type { CommandContext } from '@/lib/commands/command-context';
import { runCommand } from '@/lib/commands/run-command';
import { findPerson, toPersonTarget } from './find-person';

/**
 * Shuts a person out: sessions end here and now, tokens and invitations to them stop working, and they cannot sign in.
 * What they did and owned stays.
 */
export async function disablePerson(context: CommandContext, personId: string): Promise<void> {
  const target = { kind: 'person', id: personId, label: personId };
  await runCommand(context, { action: 'person.disable', permission: 'people:write', target }, async (tx) => {
    const person = await findPerson(tx, personId);
    if (person.disabledAt !== null) return { result: undefined, unchanged: true };
    const ended = await keepingAnAdministrator(tx, async () => {
      await tx.person.update({ where: { id: personId }, data: { disabledAt: context.now } });
      return tx.session.deleteMany({ where: { personId } });
    });
    return { result: undefined, target: toPersonTarget(person), audit: { sessionsEnded: ended.count } };
  });
}
