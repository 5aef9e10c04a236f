import type { ToldLink } from '@/lib/analytics/links/told-link';
import type { LinkHealth } from '@/lib/api/contracts/link-keys';
import type { Source } from '@/lib/api/contracts/sources';
import { isAtOne, type Reach } from '@/lib/domain/access';
import { linkKinds } from '@/lib/store/links/read-kept-links';
import { keepAnswering } from '@/lib/views/inventory/answering-sources';
import type { LinkNet, StandingLink } from './link-net';

/**
 * Whether a link is within a reach: one of the resources that tell of it stands at its sites or belongs to its teams, or
 * a person declared that it ends at one of its sites. */
export function isVisible({ link }: StandingLink, reach: Reach): boolean {
  return reach.everything || link.told.some((told) => isToldWithin(told, reach));
}

/** Whether what one teller tells of a link is within a reach. */
export function isToldWithin({ resource: { site, team }, declared }: ToldLink, reach: Reach): boolean {
  return (
    reach.everything ||
    reach.sites.includes(site) ||
    (team !== null && reach.teams.includes(team)) ||
    (declared !== undefined && isAtOne(reach, [declared.near.site, declared.far.site]))
  );
}

/** The link of an id: links that two tell of are known by the first's name, and the other's leads to it too. */
export function findLink({ links }: LinkNet, id: string): StandingLink | undefined {
  return links.get(id) ?? [...links.values()].find(({ link }) => link.told.some((told) => told.id === id));
}

/** What is read of links: inventories that list some, and the metrics of the same connections. */
export function toLinkSources(sources: Source[]): { sources: Source[]; inventories: Source[] } {
  const inventories = keepAnswering(sources, { kind: [...linkKinds] });
  const connections = new Set(inventories.map(({ connectionId }) => connectionId));
  const metrics = sources.filter(
    ({ capability, connectionId }) => capability === 'metrics' && connections.has(connectionId),
  );
  return { sources: [...inventories, ...metrics], inventories };
}

/** The one word for how a link stands. */
export function toHealth({ verdict }: StandingLink): LinkHealth {
  return verdict.health ?? 'disabled';
}
