import { runCommand } from '@/lib/commands/run-command';
import type { Preparation } from './prepare-console';
import type { SandboxLine } from './sandbox-line';

/** Gives each persona its role on the console's first start. Whatever an administrator changed since stays changed. */
export async function grantPersonas({ context }: Preparation, personas: SandboxLine['personas']): Promise<void> {
  const description = {
    action: 'demo.grant-personas',
    permission: 'people:write' as const,
    target: { kind: 'role-binding', id: null, label: 'the personas of the demo' },
  };
  await runCommand(context, description, async (tx) => {
    const granted = await tx.auditEntry.count({ where: { action: description.action, outcome: 'done' } });
    if (granted > 0) return { result: undefined, unchanged: true };
    const rows = personas.map(({ email, role }) => ({ email, role, scopeKind: 'all' }));
    await tx.roleBinding.createMany({ data: rows });
    return { result: undefined, audit: { personas: personas.map(({ email, role }) => ({ email, role })) } };
  });
}
