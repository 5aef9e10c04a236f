import { linkHealths } from '@/lib/api/contracts/link-keys';
import type { Between, BetweenQuery } from '@/lib/api/contracts/topology';
import { isAtOne } from '@/lib/domain/access';
import type { StandingLink } from '@/lib/views/links/link-net';
import { toLinkRow } from '@/lib/views/links/to-link-row';
import { toHealth } from '@/lib/views/links/visible-links';
import type { ViewContext } from '@/lib/views/view-context';
import { readSiteTitles } from '@/lib/views/workloads/read-site-titles';
import { toLinkEnds } from './link-ends';
import { pickVisible, readVisibleNet } from './visible-net';

/** Links that are told of one line; what is left out is counted. */
const linksShown = 200;

/**
 * The links between two sites within a person's reach, or of one that end where no source says, in the layers in which they
 * ride on each other. Empty where there are none.
 */
export async function readBetween(context: ViewContext, { from, to }: BetweenQuery): Promise<Between> {
  const visible = await readVisibleNet(context);
  const found = visible.whole().filter(({ link }) => {
    const { site, other } = toLinkEnds(link);
    if (to === undefined) return site === from && other === null;
    return (site === from && other === to) || (site === to && other === from);
  });
  const layerOf = toLayers(found);
  const rank = (one: StandingLink) => linkHealths.indexOf(toHealth(one));
  const nameOf = ({ link }: StandingLink) => link.told[0].facts.name;
  // The worst are told wherever they are; then they are put in their layers.
  const shown = found
    .toSorted((one, other) => rank(one) - rank(other) || (nameOf(one) < nameOf(other) ? -1 : 1))
    .slice(0, linksShown)
    .sort((one, other) => layerOf(one) - layerOf(other) || rank(one) - rank(other));
  const tellers = new Set(shown.flatMap(({ link }) => link.told.map(({ resource }) => resource.connectionId)));
  return {
    at: visible.net.at.toISOString(),
    sources: visible.sources.filter(({ connectionId }) => found.length === 0 || tellers.has(connectionId)),
    gaps: [...visible.net.gaps],
    from,
    to: to ?? null,
    links: shown.map((one) => ({
      link: toLinkRow(one, visible),
      layer: layerOf(one),
      carriers:
        one.link.carriers === null
          ? null
          : pickVisible(visible, one.link.carriers).map((each) => ({ id: each.link.id, name: nameOf(each) })),
    })),
    leftOut: found.length - shown.length,
    // What is asked for is told a title where links within reach lead there, or it is within reach itself.
    siteTitles: await readSiteTitles(
      context.database,
      [from, to].flatMap((site) =>
        site !== undefined && (found.length > 0 || isAtOne(visible.reach, [site])) ? [site] : [],
      ),
    ),
  };
}

/** How many of the links lie under each, one on another. */
function toLayers(links: readonly StandingLink[]): (one: StandingLink) => number {
  const own = new Map(links.map(({ link }) => [link.id, link]));
  const layers = new Map<string, number>();
  const layerOf = (id: string, above: ReadonlySet<string>): number => {
    const known = layers.get(id);
    if (known !== undefined) return known;
    const carriers = own.get(id)?.carriers ?? [];
    const under = carriers.filter((carrier) => own.has(carrier) && !above.has(carrier));
    const layer = 1 + Math.max(-1, ...under.map((carrier) => layerOf(carrier, new Set([...above, carrier]))));
    layers.set(id, layer);
    return layer;
  };
  return ({ link }) => layerOf(link.id, new Set([link.id]));
}
