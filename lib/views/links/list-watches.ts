import { requirePermission } from '@/lib/access/authorise';
import { type LinkWatches, linkWatchSchema } from '@/lib/api/contracts/link-watches';
import { sharedConfig } from '@/lib/config/shared-config';
import { Refusal } from '@/lib/domain/refusal';
import type { LinkWatch } from '@/lib/store/database/generated/client';
import type { ViewContext } from '@/lib/views/view-context';

/** What a person watches, the first first. Throws a `denied` Refusal for machines. */
export async function listLinkWatches({ actor, database }: ViewContext): Promise<LinkWatches> {
  requirePermission(actor, 'inventory:read');
  if (actor.personId === null) throw new Refusal('denied', 'Only a person can have this.');
  const watches = await database.prisma.linkWatch.findMany({
    where: { personId: actor.personId },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
  return { items: watches.map(toLinkWatch), isMailSent: sharedConfig().smtp !== null };
}

export function toLinkWatch({ createdAt, ...watch }: LinkWatch): LinkWatches['items'][number] {
  return linkWatchSchema.parse({ ...watch, createdAt: createdAt.toISOString() });
}
