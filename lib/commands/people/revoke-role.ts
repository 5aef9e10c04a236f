import { keepingAnAdministrator } from '@/lib/access/grants/administrators';
import type { CommandContext } from '@/lib/commands/command-context';
import { runCommand } from '@/lib/commands/run-command';
import { Refusal } from '@/lib/domain/refusal';
import { findPerson, toPersonTarget } from './find-person';

/** Takes a role from a person, from their next request on. What millwright.yaml or a group grants is changed there. */
export async function revokeRole(context: CommandContext, personId: string, bindingId: string): Promise<void> {
  const target = { kind: 'person', id: personId, label: personId };
  await runCommand(context, { action: 'person.revoke-role', permission: 'people:write', target }, async (tx) => {
    const person = await findPerson(tx, personId);
    const binding = await tx.roleBinding.findUnique({ where: { id: bindingId } });
    if (binding?.managedBy === 'file')
      throw new Refusal('conflict', 'This role is declared in millwright.yaml; change it there.');
    if (binding === null || binding.personId !== personId)
      throw new Refusal('not-found', 'This person holds no such role of their own.');
    await keepingAnAdministrator(tx, () => tx.roleBinding.deleteMany({ where: { id: bindingId } }));
    const { role, scopeKind, scopeValue } = binding;
    return { result: undefined, target: toPersonTarget(person), audit: { role, scopeKind, scopeValue } };
  });
}
