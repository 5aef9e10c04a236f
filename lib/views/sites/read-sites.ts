import { requireEverywhere, requirePermission } from '@/lib/access/authorise';
import { type SiteRules, type Sites, siteRulesSchema } from '@/lib/api/contracts/sites';
import { toRevision } from '@/lib/store/sites/site-rules';
import type { ViewContext } from '@/lib/views/view-context';

/** The sites that somebody described, by title; whose reach is bounded sees those it names. */
export async function readSites({ actor, database }: ViewContext): Promise<Sites> {
  const reach = requirePermission(actor, 'inventory:read');
  const sites = await database.prisma.site.findMany({
    where: reach.everything ? {} : { name: { in: reach.sites } },
    orderBy: [{ title: 'asc' }, { name: 'asc' }],
  });
  return {
    items: sites.map(({ name, title, country, latitude, longitude, aliases }) => ({
      name,
      title,
      country,
      latitude,
      longitude,
      aliases,
    })),
  };
}

/** The ordered rules that map resources to sites. */
export async function readSiteRules({ actor, database }: ViewContext): Promise<SiteRules> {
  requireEverywhere(actor, 'sites:write');
  const stored = await database.prisma.siteRule.findMany({ orderBy: { position: 'asc' } });
  const rules = siteRulesSchema.shape.rules.parse(stored.map(({ position: _, ...rule }) => rule));
  return { revision: toRevision(rules), rules };
}
