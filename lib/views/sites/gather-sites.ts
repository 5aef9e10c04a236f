import { requirePermission } from '@/lib/access/authorise';
import type { Source } from '@/lib/api/contracts/sources';
import type { Reach } from '@/lib/domain/access';
import { type CollectionState, readCollectionState } from '@/lib/store/inventory/collection-state';
import { providersOf } from '@/lib/store/inventory/count-matching';
import { readScopeCells } from '@/lib/store/inventory/scope-cells';
import { readVisibleFleet, type VisibleFleet } from '@/lib/views/gpus/fleet/visible-fleet';
import { type LinkNet, readLinkNet } from '@/lib/views/links/link-net';
import { isVisible } from '@/lib/views/links/visible-links';
import { type SiteSum, sumInventory } from '@/lib/views/overview/sum-inventory';
import { readVisibleSources } from '@/lib/views/sources/visible-sources';
import type { ViewContext } from '@/lib/views/view-context';
import type { SiteFacts } from './judge-parts';
import { sumSiteGpus } from './sum-site-gpus';
import { sumSiteLinks } from './sum-site-links';

/** What somebody said of a site. */
export interface DescribedSite {
  name: string;
  title: string;
  country: string | null;
  latitude: number | null;
  longitude: number | null;
  aliases: string[];
}

/** Everything that is known of all sites within a person's reach. */
export interface GatheredSites {
  reach: Reach;
  state: CollectionState;
  /** Those described and those that resources stand at. */
  names: readonly string[];
  described: ReadonlyMap<string, DescribedSite>;
  /** Inventories and metrics as far as the person may know of them. */
  sources: readonly Source[];
  fleet: VisibleFleet;
  net: LinkNet;
  gaps: readonly string[];
  factsOf(site: string): SiteFacts;
}

/**
 * Reads what is known of all sites within reach: one question each to the inventory, the fleet and the net of links.
 * `isWatched`: somebody looks at it, and may look again soon.
 */
export async function gatherSites(context: ViewContext, { isWatched = true } = {}): Promise<GatheredSites> {
  const { actor, database, now } = context;
  const { pool, prisma } = database;
  const reach = requirePermission(actor, 'inventory:read');
  const state = await readCollectionState(pool, now);
  const [everySource, cells, fleet, net, described] = await Promise.all([
    readVisibleSources(pool, state, reach, now),
    readScopeCells(pool, state),
    readVisibleFleet(context, { isWatched }),
    readLinkNet(database, state, now),
    prisma.site.findMany(),
  ]);
  const sources = everySource.filter(({ capability }) => capability === 'inventory' || capability === 'metrics');
  const rows = Map.groupBy(sumInventory(cells, reach, providersOf(state)).sites.values(), ({ site }) => site);
  const gpusOf = sumSiteGpus(fleet);
  const linksOf = sumSiteLinks([...net.links.values()].filter((one) => isVisible(one, reach)));
  const isNamed = (name: string) => reach.everything || reach.sites.includes(name) || rows.has(name);
  const known = new Map(described.filter(({ name }) => isNamed(name)).map((site) => [site.name, site]));
  const factsOf = (site: string): SiteFacts => {
    const own = rows.get(site) ?? [];
    const gpus = gpusOf(site);
    return { rows: own, gpus, links: linksOf(site), sources: toOwnSources(sources, own, gpus.connections) };
  };
  return {
    reach,
    state,
    names: [...new Set([...known.keys(), ...rows.keys()])],
    described: known,
    sources,
    fleet,
    net,
    gaps: [...new Set([...fleet.fleet.gaps, ...net.gaps])],
    factsOf,
  };
}

/** The sources that a site is read through: of connections that list something there, and those that measure its devices. */
function toOwnSources(sources: readonly Source[], rows: readonly SiteSum[], measuring: ReadonlySet<string>): Source[] {
  const listing = new Set(rows.flatMap(({ places }) => [...places.values()].map(({ connectionId }) => connectionId)));
  return sources.filter(
    ({ connectionId, capability }) =>
      listing.has(connectionId) || (capability === 'metrics' && measuring.has(connectionId)),
  );
}
