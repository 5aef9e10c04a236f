import type { CommandContext } from '@/lib/commands/command-context';
import { runCommand } from '@/lib/commands/run-command';
import { isKnownScheme } from '@/lib/domain/machine-schemes';
import { Refusal } from '@/lib/domain/refusal';
import { addOwnScheme, removeOwnScheme } from '@/lib/store/on-premises/own-schemes';

/**
 * Declares that nodes of Kubernetes whose `spec.providerID` begins with a scheme stand at one's own place, so that rate cards
 * price them from their next listing on. Refused for a scheme whose place is known. Said twice, it changes nothing.
 */
export async function declareOwnScheme(context: CommandContext, scheme: string): Promise<void> {
  const target = { kind: 'own-scheme', id: null, label: scheme };
  await runCommand(context, { action: 'own-scheme.declare', permission: 'cost:write', target }, async (tx) => {
    if (isKnownScheme(scheme))
      throw new Refusal('invalid', `Where machines of “${scheme}” stand is known: it cannot be declared.`);
    const declared = { scheme, createdBy: context.actor.label, createdAt: context.now };
    const isNew = await addOwnScheme(tx, declared);
    return { result: undefined, audit: { scheme, isNew } };
  });
}

/** Takes it back: what was noted of such nodes is forgotten, and the months it is in are told anew. */
export async function withdrawOwnScheme(context: CommandContext, scheme: string): Promise<void> {
  const target = { kind: 'own-scheme', id: null, label: scheme };
  await runCommand(context, { action: 'own-scheme.withdraw', permission: 'cost:write', target }, async (tx) => {
    if (!(await removeOwnScheme(tx, scheme))) throw new Refusal('not-found', `Nobody declared “${scheme}”.`);
    return { result: undefined, audit: { scheme } };
  });
}
