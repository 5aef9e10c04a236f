import {
  findWays,
  type Hop,
  type Hops,
  toHops,
  type Way,
  type WayChoice,
  type WayLink,
} from '@/lib/analytics/links/find-ways';
import type { Path } from '@/lib/api/contracts/paths';
import type { FoundWays, WaySegment, Ways, WaysQuery } from '@/lib/api/contracts/topology';
import type { StandingLink } from '@/lib/views/links/link-net';
import { toLinkRow } from '@/lib/views/links/to-link-row';
import { readPathMatrix } from '@/lib/views/paths/read-paths';
import type { ViewContext } from '@/lib/views/view-context';
import { readSiteTitles } from '@/lib/views/workloads/read-site-titles';
import { toLinkEnds } from './link-ends';
import { pickVisible, readVisibleNet, type VisibleNet } from './visible-net';

const waysShown = 5;
const othersShown = 10;

/**
 * The ways from one site to another over links within a person's reach, the best first, with what is known and measured of
 * each segment in both directions. Without both sites there is nothing but the sites to choose from.
 */
export async function readWays(context: ViewContext, { from, to }: WaysQuery): Promise<Ways> {
  const visible = await readVisibleNet(context);
  const { net, sources } = visible;
  const whole = visible.whole();
  const names = [...new Set(whole.flatMap(({ link: { near, far } }) => [near.site, far.site]))].flatMap(
    (site) => site ?? [],
  );
  const titles = await readSiteTitles(context.database, names);
  const sites = names.map((name) => ({ name, title: titles[name] ?? name }));
  return {
    at: net.at.toISOString(),
    sources,
    gaps: [...net.gaps],
    sites: sites.sort((one, other) => one.title.localeCompare(other.title, 'en') || (one.name < other.name ? -1 : 1)),
    found: from === undefined || to === undefined ? null : await findBetween(context, visible, whole, from, to),
  };
}

async function findBetween(
  context: ViewContext,
  visible: VisibleNet,
  whole: readonly StandingLink[],
  from: string,
  to: string,
): Promise<FoundWays> {
  const hops = toHops(whole.flatMap(toWayLink));
  const { ways, count } = findWays(hops, from, to, waysShown);
  const stops = [...new Set([from, to, ...ways.flatMap(({ sites }) => sites)])];
  const measured = await readMeasured(context, stops);
  const segments = new Map<string, WaySegment>();
  const segmentOf = (one: string, other: string) => {
    const key = `${one}\n${other}`;
    const known = segments.get(key) ?? toSegment(visible, hops, { from, to, ways }, one, other, measured);
    segments.set(key, known);
    return known;
  };
  return {
    from,
    to,
    ways: ways.map(({ sites, state, capacity }) => {
      const own = sites.slice(1).map((site, index) => segmentOf(sites[index] ?? from, site));
      const unknownCapacities = own.filter((segment) => segment.capacity === null).length;
      return { state, segments: own, capacity, unknownCapacities };
    }),
    leftOut: count - ways.length,
    openEnds: whole.filter(({ link }) => {
      const { site, other } = toLinkEnds(link);
      return other === null && (site === from || site === to);
    }).length,
    there: measured(from, to),
    back: measured(to, from),
  };
}

/** A link of which neither end is known leads nowhere. */
function toWayLink({ link, standing, values: { capacity } }: StandingLink): WayLink[] {
  const { site, other } = toLinkEnds(link);
  if (site === null) return [];
  const wayLink = {
    id: link.id,
    near: site,
    far: other,
    state: standing.state,
    carriers: link.carriers,
    // What may be more than is known bounds nothing.
    capacity: capacity === null || capacity.bound === 'least' ? null : capacity.value,
  };
  return [wayLink];
}

/** What is measured from one site to another. */
type Measured = (from: string, to: string) => Path[];

/** What was measured in the last quarter of an hour from each of these sites. */
async function readMeasured(context: ViewContext, sites: readonly string[]): Promise<Measured> {
  const each = await Promise.all(sites.map((from) => readPathMatrix(context, { over: '15m', from })));
  const found = Map.groupBy(
    each.flatMap(({ items }) => items),
    ({ from, to }) => `${from}\n${to}`,
  );
  return (from, to) => found.get(`${from}\n${to}`) ?? [];
}

function toSegment(
  visible: VisibleNet,
  hops: Hops,
  way: { from: string; to: string; ways: readonly Way[] },
  from: string,
  to: string,
  measured: Measured,
): WaySegment {
  const [best, ...others] = hopOf(hops, from, to);
  const row = (one: StandingLink) => toLinkRow(one, visible);
  const rowOf = (id: string) => pickVisible(visible, [id]).map(row);
  const [link] = rowOf(best.id);
  if (link === undefined) throw new RangeError('A way leads over a link out of reach.');
  const spares = pickVisible(visible, visible.net.links.get(best.id)?.link.spares ?? []);
  const isSpare = new Set(spares.map((one) => one.link.id));
  const beside = others.filter(({ id }) => !isSpare.has(id));
  return {
    from,
    to,
    link,
    state: best.state,
    under: pickVisible(visible, best.under).map(row),
    capacity: best.capacity,
    spares: spares.map(row),
    others: beside
      .slice(0, othersShown)
      .flatMap((other) =>
        rowOf(other.id).map((one) => ({ link: one, state: other.state, sharesUnder: sharesUnder(best, other) })),
      ),
    othersLeftOut: Math.max(0, beside.length - othersShown),
    around: findAround(hops, way, from, to),
    there: measured(from, to),
    back: measured(to, from),
  };
}

function hopOf(hops: Hops, from: string, to: string): Hop {
  const hop = hops.get(from)?.get(to);
  if (hop === undefined) throw new RangeError('A way leads where no link does.');
  return hop;
}

function sharesUnder(one: WayChoice, other: WayChoice): boolean {
  const under = new Set([one.id, ...one.under]);
  return [other.id, ...other.under].some((id) => under.has(id));
}

/** The best way that does without a hop: among those found, or else it is looked for. */
function findAround(
  hops: Hops,
  { from, to, ways }: { from: string; to: string; ways: readonly Way[] },
  one: string,
  other: string,
): WaySegment['around'] {
  const takes = ({ sites }: Way) =>
    sites.some((site, index) => {
      const next = sites[index + 1];
      return (site === one && next === other) || (site === other && next === one);
    });
  const around = ways.find((way) => !takes(way)) ?? findWays(hops, from, to, 1, [one, other]).ways[0];
  return around === undefined ? null : { sites: [...around.sites], state: around.state };
}
