import type { CommandContext } from '@/lib/commands/command-context';
import { requirePerson } from '@/lib/commands/require-person';
import { runCommand } from '@/lib/commands/run-command';
import { Refusal } from '@/lib/domain/refusal';

/** Forgets one of one's own saved views. Somebody else's, shared or not, is as if it did not exist. */
export async function deleteSavedView(context: CommandContext, id: string): Promise<void> {
  const target = { kind: 'saved-view', id, label: id };
  const description = { action: 'saved-view.delete', permission: 'views:write', reach: 'somewhere', target } as const;
  await runCommand(context, description, async (tx) => {
    const personId = requirePerson(context);
    const view = await tx.savedView.findFirst({ where: { id, personId } });
    if (view === null) throw new Refusal('not-found', 'You have no such view.');
    await tx.savedView.deleteMany({ where: { id, personId } });
    return {
      result: undefined,
      target: { ...target, label: view.name },
      audit: { page: view.page, query: view.query },
    };
  });
}
