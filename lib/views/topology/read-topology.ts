import { type BundledLink, bundleLinks, type LinkBundle } from '@/lib/analytics/links/bundle-links';
import { placeSite } from '@/lib/analytics/links/place-site';
import { toHealthLetters } from '@/lib/api/contracts/health-letters';
import { type LinkHealth, linkFacetKeys, linkHealths } from '@/lib/api/contracts/link-keys';
import type { Topology, TopologyLines, TopologyQuery } from '@/lib/api/contracts/topology';
import type { Database } from '@/lib/store/database/database';
import { filterLinks } from '@/lib/views/links/filter-links';
import type { LinkNet, StandingLink } from '@/lib/views/links/link-net';
import { isFloor } from '@/lib/views/sources/visible-sources';
import type { ViewContext } from '@/lib/views/view-context';
import { toLinkEnds } from './link-ends';
import { readVisibleNet, type VisibleNet } from './visible-net';

/**
 * The links within a person's reach as a picture: sites at their places, and one line for all links between two of them. The
 * total is a floor when an inventory is missing, also when none was ever connected.
 */
export async function readTopology(context: ViewContext, filter: TopologyQuery): Promise<Topology> {
  const visible = await readVisibleNet(context);
  const { net, sources, inventories } = visible;
  const { total, facets, bundles, names } = drawOnce(visible, filter);
  const known = await readSitePlaces(context.database, [...names, ...facets.site.map(({ value }) => value)]);
  const isOpen = isFloor(inventories);
  return {
    at: net.at.toISOString(),
    sources,
    gaps: [...net.gaps],
    sites: names.map((name) => {
      const { title, latitude, longitude } = known.get(name) ?? { title: name, latitude: null, longitude: null };
      return { name, title, ...placeSite({ name, latitude, longitude }) };
    }),
    lines: toLines(bundles, new Map(names.map((name, index) => [name, index]))),
    total: { value: total, atLeast: isOpen },
    facets,
    facetFloors: isOpen ? [...linkFacetKeys] : [],
    siteTitles: Object.fromEntries(
      facets.site.flatMap(({ value }) => {
        const site = known.get(value);
        return site === undefined ? [] : [[value, site.title]];
      }),
    ),
  };
}

interface Drawn {
  /** Links that meet the filters. */
  total: number;
  facets: Topology['facets'];
  /** The worst first. */
  bundles: readonly LinkBundle[];
  /** Of every site at which one of them ends, in order. */
  names: readonly string[];
}

/** So many pictures are kept of one net: of those who see the same through the same filters. */
const mostKept = 20;
const kept = new WeakMap<LinkNet, Map<string, Drawn>>();

/** What is drawn of a net, once for all who may see the same of it and ask the same. */
function drawOnce({ net, reach, whole }: VisibleNet, filter: TopologyQuery): Drawn {
  const ofNet = kept.get(net) ?? new Map<string, Drawn>();
  kept.set(net, ofNet);
  const key = JSON.stringify([reach, filter]);
  const known = ofNet.get(key) ?? draw(whole(), filter);
  ofNet.set(key, known);
  const [oldest] = ofNet.keys();
  if (ofNet.size > mostKept && oldest !== undefined) ofNet.delete(oldest);
  return known;
}

function draw(whole: readonly StandingLink[], filter: TopologyQuery): Drawn {
  const { matching, facets } = filterLinks(whole, filter);
  const bundles = bundleLinks(matching.flatMap(toBundled)).sort(compareBundles);
  const names = [...new Set(bundles.flatMap(({ from, to }) => (to === null ? [from] : [from, to])))].sort();
  return { total: matching.length, facets, bundles, names };
}

/** Of a link of which neither end is known there is nothing to draw. */
function toBundled({ link, verdict, values: { capacity, utilization } }: StandingLink): BundledLink[] {
  const { site, other, isOtherNamed } = toLinkEnds(link);
  if (site === null) return [];
  const bundled = {
    id: link.id,
    near: site,
    far: other,
    isFarNamed: isOtherNamed,
    health: verdict.health,
    carriers: link.carriers ?? [],
    capacity: capacity === null ? null : capacity.value,
    isCapacityFloor: capacity?.bound === 'least',
    utilization: utilization === null ? null : utilization.value,
  };
  return [bundled];
}

const healthOf = ({ health }: LinkBundle): LinkHealth => health ?? 'disabled';

function compareBundles(one: LinkBundle, other: LinkBundle): number {
  return (
    linkHealths.indexOf(healthOf(one)) - linkHealths.indexOf(healthOf(other)) ||
    other.links - one.links ||
    compareNames(one.from, other.from) ||
    compareNames(one.to ?? '', other.to ?? '')
  );
}

const compareNames = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);

/** `places`: of each site in the list of sites. */
function toLines(bundles: readonly LinkBundle[], places: ReadonlyMap<string, number>): TopologyLines {
  const placeOf = (site: string) => {
    const place = places.get(site);
    if (place === undefined) throw new RangeError(`A line ends at ${site}, which is not listed.`);
    return place;
  };
  return {
    from: bundles.map(({ from }) => placeOf(from)),
    to: bundles.map(({ to }) => (to === null ? -1 : placeOf(to))),
    links: bundles.map(({ links }) => links),
    nameless: bundles.map(({ nameless }) => nameless),
    unhealthy: bundles.map(({ unhealthy }) => unhealthy),
    health: toHealthLetters(bundles.map(healthOf)),
    capacity: bundles.map(({ capacity }) => capacity),
    unknownCapacity: bundles.map(({ unknownCapacity }) => unknownCapacity),
    busiest: bundles.map(({ busiest }) => (busiest === null ? null : Math.round(busiest * 10_000) / 10_000)),
  };
}

interface SitePlace {
  title: string;
  latitude: number | null;
  longitude: number | null;
}

/** What somebody described of these sites, by name. */
async function readSitePlaces({ pool }: Database, names: readonly string[]): Promise<Map<string, SitePlace>> {
  const { rows } = await pool.query<SitePlace & { name: string }>(
    'select name, title, latitude, longitude from site where name = any($1)',
    [[...new Set(names)]],
  );
  return new Map(rows.map(({ name, ...place }) => [name, place]));
}
