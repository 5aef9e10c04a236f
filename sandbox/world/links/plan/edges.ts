import { drawsOf } from '../../draws';
import { planLinks, planSites } from '../../f5-distributed-cloud/plan';
import type { EdgeSite } from '../../f5-distributed-cloud/records';
import type { Link, LinkEnd } from '../link';

/** The link that a tunnel between two edges is, by the name topology gives it. */
export function edgeTunnelLink(name: string): string {
  return `edge/${name}`;
}

/** Every tunnel of the edges; those of one edge to its regional edges stand in for each other. */
export function planEdgeTunnels(seed: string, scale: number): Link[] {
  const sites = planSites(seed, scale);
  const byName = new Map(sites.map((site) => [site.name, site]));
  const endOf = (name: string): LinkEnd => {
    const site = byName.get(name);
    if (!site) throw new RangeError(`There is no edge ${name}.`);
    return toEnd(site);
  };
  return planLinks(sites).map(({ name, from, to }) => ({
    name: edgeTunnelLink(name),
    form: 'edge-tunnel',
    ends: [endOf(from), endOf(to)],
    capacityBitsPerSecond: null,
    ridesOn: [],
    group: byName.get(to)?.type === 'REGIONAL_EDGE' ? edgeTunnelLink(from) : null,
    flow: { of: 'demand', bytesPerSecond: drawsOf(seed, 'link-load', name).integer(20, 60) * 1e6 },
    lanes: null,
  }));
}

function toEnd({ name, type, labels, latitude, longitude }: EdgeSite): LinkEnd {
  return { name, site: type === 'CUSTOMER_EDGE' ? (labels.site ?? null) : null, latitude, longitude };
}
