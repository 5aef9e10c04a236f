import { requirePermission } from '@/lib/access/authorise';
import { type SiteWatches, siteWatchSchema } from '@/lib/api/contracts/site-watches';
import { sharedConfig } from '@/lib/config/shared-config';
import { Refusal } from '@/lib/domain/refusal';
import type { SiteWatch } from '@/lib/store/database/generated/client';
import type { ViewContext } from '@/lib/views/view-context';

/** What a person watches of sites, by name. Throws a `denied` Refusal for machines. */
export async function listSiteWatches({ actor, database }: ViewContext): Promise<SiteWatches> {
  requirePermission(actor, 'inventory:read');
  const { personId } = actor;
  if (personId === null) throw new Refusal('denied', 'Only a person can have this.');
  const watches = await database.prisma.siteWatch.findMany({ where: { personId }, orderBy: { site: 'asc' } });
  return { items: watches.map(toSiteWatch), isMailSent: sharedConfig().smtp !== null };
}

export function toSiteWatch({ createdAt, personId: _, ...watch }: SiteWatch): SiteWatches['items'][number] {
  return siteWatchSchema.parse({ ...watch, createdAt: createdAt.toISOString() });
}
