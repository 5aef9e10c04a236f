import type { CommandContext } from '@/lib/commands/command-context';
import { runCommand } from '@/lib/commands/run-command';
import { findPerson, toPersonTarget } from './find-person';

/** Lets a disabled person sign in again, with the roles they still hold. */
export async function enablePerson(context: CommandContext, personId: string): Promise<void> {
  const target = { kind: 'person', id: personId, label: personId };
  await runCommand(context, { action: 'person.enable', permission: 'people:write', target }, async (tx) => {
    const person = await findPerson(tx, personId);
    if (person.disabledAt === null) return { result: undefined, unchanged: true };
    await tx.person.update({ where: { id: personId }, data: { disabledAt: null } });
    return { result: undefined, target: toPersonTarget(person) };
  });
}
