import type { SiteStandings } from '@/lib/api/contracts/site-pages';
import { healthPrecedence } from '@/lib/domain/status';
import { rankHealth } from '@/lib/views/overview/judge-site';
import type { ViewContext } from '@/lib/views/view-context';
import { gatherSites } from './gather-sites';
import { toStanding } from './to-standing';

/**
 * Every site within a person's reach with how it stands: the worst first, then those with most resources. Described sites
 * where nothing stands are among them, and unknown; so are places that nobody described.
 */
export async function readSiteStandings(context: ViewContext): Promise<SiteStandings> {
  const { names, described, sources, gaps, net, fleet, factsOf } = await gatherSites(context);
  const items = names
    .map((name) => toStanding(name, factsOf(name), { described: described.get(name), gaps }))
    .sort(
      (left, right) =>
        rankHealth(left.status) - rankHealth(right.status) ||
        right.resources.value - left.resources.value ||
        (left.name < right.name ? -1 : 1),
    );
  const count = (isCounted: (item: (typeof items)[number]) => boolean) => items.filter(isCounted).length;
  return {
    at: new Date(Math.min(net.at.getTime(), fleet.fleet.at.getTime())).toISOString(),
    sources: [...sources],
    gaps: [...gaps],
    items,
    counts: {
      status: Object.fromEntries(
        healthPrecedence.map((status) => [status, count((item) => item.status === status)]),
      ) as SiteStandings['counts']['status'],
      offMap: count(({ latitude, longitude }) => latitude === null || longitude === null),
      undescribed: count(({ isDescribed, isUnplaced }) => !isDescribed && !isUnplaced),
    },
  };
}
