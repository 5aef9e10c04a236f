import { lockRoles } from '@/lib/access/grants/administrators';
import { toStoredScope } from '@/lib/access/grants/stored-scope';
import type { CommandContext } from '@/lib/commands/command-context';
import { runCommand } from '@/lib/commands/run-command';
import type { RoleGrant } from '@/lib/domain/access';
import { Refusal } from '@/lib/domain/refusal';
import { findPerson, toPersonTarget } from './find-person';

/** Gives a person a role within a scope, once. Nobody gives themselves one. */
export async function grantRole(context: CommandContext, personId: string, { role, scope }: RoleGrant): Promise<void> {
  const target = { kind: 'person', id: personId, label: personId };
  await runCommand(context, { action: 'person.grant-role', permission: 'people:write', target }, async (tx) => {
    if (context.actor.personId === personId)
      throw new Refusal('denied', 'You cannot give yourself a role. Ask another administrator.');
    await lockRoles(tx);
    const person = await findPerson(tx, personId);
    const binding = { personId, role, managedBy: 'console', ...toStoredScope(scope) };
    if ((await tx.roleBinding.findFirst({ where: binding })) !== null) return { result: undefined, unchanged: true };
    await tx.roleBinding.create({ data: binding });
    return { result: undefined, target: toPersonTarget(person), audit: { role, scope: { ...scope } } };
  });
}
