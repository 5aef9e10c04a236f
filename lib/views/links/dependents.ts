import { isAtOne, type Reach } from '@/lib/domain/access';
import type { LinkState } from '@/lib/domain/link/link-facts';
import type { LinkNet, StandingLink } from './link-net';

/** What would be without a link. */
export interface Dependents {
  /** Links that ride on it or on what rides on it, its parts left out. */
  riders: readonly StandingLink[];
  /** Sites at its ends that no other link leads out of, as far as how they stand is known. */
  cutOff: readonly string[];
  /** Sites at its ends of which nobody can say: how their other links stand is not known. */
  uncertain: readonly string[];
  /** An end of it is at no site that is known, so that what depends on it there cannot be said. */
  hasUnknownEnd: boolean;
  /** Links that stand in for it and carry now. */
  carryingSpares: readonly StandingLink[];
}

/** The links of each site that lead out of it, of one net. */
type WaysOut = ReadonlyMap<string, readonly StandingLink[]>;

const known = new WeakMap<LinkNet['links'], WaysOut>();

const carries = (state: LinkState) => state === 'up' || state === 'degraded';

/** What depends on a link: what rides on it, and the sites that have no other way. A site's link to itself is no way out. */
export function findDependents({ links }: Pick<LinkNet, 'links'>, { link }: StandingLink): Dependents {
  const ways = known.get(links) ?? toWaysOut(links);
  known.set(links, ways);
  const gone = new Set([link.id, ...link.parts]);
  const riders: StandingLink[] = [];
  for (const id of gone)
    for (const rider of links.get(id)?.link.riders ?? []) {
      const one = links.get(rider);
      if (one === undefined || gone.has(rider) || !restsOn(one, gone, links)) continue;
      gone.add(rider);
      for (const part of one.link.parts) gone.add(part);
      riders.push(one);
    }
  const sites = [...new Set([link.near.site, link.far.site])];
  const ends = link.near.site === link.far.site ? [] : sites.flatMap((site) => site ?? []);
  // At a hub thousands of links end, of which the first that carries is enough.
  const hasOther = (site: string, is: (state: LinkState) => boolean) =>
    ways.get(site)?.some(({ link: { id }, standing }) => is(standing.state) && !gone.has(id)) ?? false;
  const cutOff: string[] = [];
  const uncertain: string[] = [];
  for (const site of ends) {
    if (hasOther(site, carries)) continue;
    (hasOther(site, (state) => state === 'unknown') ? uncertain : cutOff).push(site);
  }
  return {
    riders,
    cutOff,
    uncertain,
    hasUnknownEnd: sites.includes(null),
    carryingSpares: link.spares
      .flatMap((id) => links.get(id) ?? [])
      .filter(({ standing, link: { id } }) => carries(standing.state) && !gone.has(id)),
  };
}

/** Sites at its ends beyond a reach: whoever does not see their other links can tell neither that they are cut off nor that not. */
export function endsBeyond({ link }: StandingLink, reach: Reach): string[] {
  const sites = [...new Set([link.near.site, link.far.site])];
  return sites.filter((site) => site !== null).filter((site) => !isAtOne(reach, [site]));
}

/** Whether nothing else that carries is beneath a link: one that rides on several needs all that are gone. */
function restsOn({ link }: StandingLink, gone: ReadonlySet<string>, links: LinkNet['links']): boolean {
  return (link.carriers ?? []).every((carrier) => {
    const state = links.get(carrier)?.standing.state;
    return gone.has(carrier) || state === undefined || !carries(state);
  });
}

function toWaysOut(links: LinkNet['links']): WaysOut {
  const ways = new Map<string, StandingLink[]>();
  for (const one of links.values()) {
    const { parent, near, far } = one.link;
    if (parent !== null || near.site === far.site) continue;
    for (const site of [near.site, far.site]) {
      if (site === null) continue;
      const own = ways.get(site);
      if (own === undefined) ways.set(site, [one]);
      else own.push(one);
    }
  }
  return ways;
}
