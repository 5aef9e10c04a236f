import { runCommand } from '@/lib/commands/run-command';
import type { Preparation } from './preparation';
import type { SandboxLine } from './sandbox-line';

/** Makes the personas people with their role on the console's first start. What was changed since stays changed. */
export async function grantPersonas({ context }: Preparation, personas: SandboxLine['personas']): Promise<void> {
  const description = {
    action: 'demo.grant-personas',
    permission: 'people:write' as const,
    target: { kind: 'person', id: null, label: 'the personas of the demo' },
  };
  await runCommand(context, description, async (tx) => {
    const granted = await tx.auditEntry.count({ where: { action: description.action, outcome: 'done' } });
    if (granted > 0) return { result: undefined, unchanged: true };
    for (const { email, name, role } of personas)
      await tx.person.create({
        data: { email, name, emailVerified: context.now, bindings: { create: { role, scopeKind: 'all' } } },
      });
    return { result: undefined, audit: { personas: personas.map(({ email, role }) => ({ email, role })) } };
  });
}
