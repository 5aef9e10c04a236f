import type { z } from 'zod';
import { requirePermission } from '@/lib/access/authorise';
import { type SavedView as SavedViewView, type savedViewPages, savedViewSchema } from '@/lib/api/contracts/people';
import { Refusal } from '@/lib/domain/refusal';
import type { SavedView } from '@/lib/store/database/generated/client';
import type { ViewContext } from '@/lib/views/view-context';

/** A page's saved views (of every page when none is named): one's own, then what others share. */
export async function readSavedViews(
  { actor, database }: ViewContext,
  { page }: { page?: (typeof savedViewPages)[number] },
): Promise<{ items: SavedViewView[] }> {
  requirePermission(actor, 'views:write');
  if (actor.personId === null) throw new Refusal('denied', 'Only a person has views.');
  const views = await database.prisma.savedView.findMany({
    where: { page, OR: [{ personId: actor.personId }, { shared: true, person: { disabledAt: null } }] },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    take: 1_000,
  });
  return { items: views.map((view) => toSavedView(view, actor.personId)) };
}

/** A saved view as the API shows it to a person. */
export function toSavedView(view: SavedView, personId: string | null): z.infer<typeof savedViewSchema> {
  return savedViewSchema.parse({
    ...view,
    mine: view.personId === personId,
    createdAt: view.createdAt.toISOString(),
  });
}
