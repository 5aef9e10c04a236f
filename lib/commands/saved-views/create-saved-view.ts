import type { z } from 'zod';
import type { createSavedViewSchema } from '@/lib/api/contracts/people';
import type { CommandContext } from '@/lib/commands/command-context';
import { requirePerson } from '@/lib/commands/require-person';
import { runCommand } from '@/lib/commands/run-command';
import { Refusal } from '@/lib/domain/refusal';
import type { SavedView } from '@/lib/store/database/generated/client';

const mostViews = 200;

/** Keeps a page's filters under a name, for oneself or for everybody. A name is used once a page. */
export async function createSavedView(
  context: CommandContext,
  input: z.output<typeof createSavedViewSchema>,
): Promise<SavedView> {
  const target = { kind: 'saved-view', id: null, label: input.name };
  const description = { action: 'saved-view.create', permission: 'views:write', reach: 'somewhere', target } as const;
  return runCommand(context, description, async (tx) => {
    const personId = requirePerson(context);
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${personId}, 0))`;
    const key = { personId_page_name: { personId, page: input.page, name: input.name } };
    if ((await tx.savedView.findUnique({ where: key })) !== null)
      throw new Refusal('conflict', 'You have a view of this name already.', [{ path: 'name', message: 'Taken' }]);
    if ((await tx.savedView.count({ where: { personId } })) >= mostViews)
      throw new Refusal('conflict', `You have ${mostViews} views. Delete one first.`);
    const view = await tx.savedView.create({ data: { ...input, personId, createdAt: context.now } });
    return {
      result: view,
      target: { ...target, id: view.id },
      audit: { page: view.page, query: view.query, shared: view.shared },
    };
  });
}
