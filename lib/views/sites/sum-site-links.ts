import type { KindTally } from '@/lib/domain/site/kind-health';
import type { StandingLink } from '@/lib/views/links/link-net';

/** The links that begin or end at one site, parts of others left out. */
export interface SiteLinks {
  links: readonly StandingLink[];
  /**
   * Of those that are not switched off. Failed: down, and nothing stands in. Degraded: also what is down while its spare
   * carries, and what carries without a spare left.
   */
  tally: KindTally;
  downWithSpare: number;
  lostSpares: number;
  disabled: number;
}

const none: SiteLinks = {
  links: [],
  tally: { present: 0, failed: 0, degraded: 0, unknown: 0 },
  downWithSpare: 0,
  lostSpares: 0,
  disabled: 0,
};

/** Sums links by the sites at their ends. Gives the links of a site. */
export function sumSiteLinks(links: Iterable<StandingLink>): (site: string) => SiteLinks {
  const bySite = new Map<string, StandingLink[]>();
  for (const one of links) {
    if (one.link.parent !== null) continue;
    for (const site of new Set([one.link.near.site, one.link.far.site])) {
      if (site === null) continue;
      const own = bySite.get(site);
      if (own === undefined) bySite.set(site, [one]);
      else own.push(one);
    }
  }
  return (site) => {
    const own = bySite.get(site);
    return own === undefined ? none : sum(own);
  };
}

function sum(links: readonly StandingLink[]): SiteLinks {
  const count = (isCounted: (one: StandingLink) => boolean) => links.filter(isCounted).length;
  const disabled = count(({ verdict }) => verdict.health === null);
  return {
    links,
    tally: {
      present: links.length - disabled,
      failed: count(({ verdict }) => verdict.health === 'critical'),
      degraded: count(({ verdict }) => verdict.health === 'warning'),
      unknown: count(({ verdict }) => verdict.health === 'unknown'),
    },
    downWithSpare: count(({ verdict }) => verdict.finding === 'spare-carries'),
    lostSpares: count(({ verdict }) => verdict.finding === 'spare-lost'),
    disabled,
  };
}
