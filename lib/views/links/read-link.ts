import type pg from 'pg';
import { requirePermission } from '@/lib/access/authorise';
import type { Link } from '@/lib/analytics/links/join-links';
import type { LinkDetail } from '@/lib/api/contracts/links';
import { isAtOne } from '@/lib/domain/access';
import { Refusal } from '@/lib/domain/refusal';
import { readCollectionState } from '@/lib/store/inventory/collection-state';
import { readTroublesOf } from '@/lib/store/links/link-troubles';
import { readVisibleSources } from '@/lib/views/sources/visible-sources';
import type { ViewContext } from '@/lib/views/view-context';
import { readSiteTitles } from '@/lib/views/workloads/read-site-titles';
import { endsBeyond, findDependents } from './dependents';
import { countAtSites } from './dependents-at-sites';
import { readLinkNet, type StandingLink } from './link-net';
import { toLinkRow, toNameOf, toStandingAnswer } from './to-link-row';
import { findLink, isToldWithin, isVisible, toLinkSources } from './visible-links';

const troublesShown = 20;

/**
 * A link with what each of its tellers says, what it is made of, rides on and is spared by, as far as a person may see it.
 * Throws a `not-found` Refusal where there is none within reach.
 */
export async function readLink({ actor, database, now }: ViewContext, id: string): Promise<LinkDetail> {
  const reach = requirePermission(actor, 'inventory:read');
  const state = await readCollectionState(database.pool, now);
  const [net, everySource] = await Promise.all([
    readLinkNet(database, state, now),
    readVisibleSources(database.pool, state, reach, now),
  ]);
  const found = findLink(net, id);
  if (found === undefined || !isVisible(found, reach)) throw new Refusal('not-found', 'There is no such link.');
  const { link } = found;
  const nameOf = toNameOf(state);
  const row = (one: StandingLink) => toLinkRow(one, { net, reach, nameOf });
  const visible = (one: StandingLink | undefined) => (one !== undefined && isVisible(one, reach) ? [one] : []);
  const rows = (ids: readonly string[]) => ids.flatMap((each) => visible(net.links.get(each)).map(row));
  const dependents = findDependents(net, found);
  const within = (sites: readonly string[]) => sites.filter((site) => isAtOne(reach, [site]));
  const tellers = new Set(link.told.map(({ resource }) => resource.connectionId));
  const beside = findBeside(found, net.links.values());
  const shown = [found, ...(beside ?? [])].flatMap(({ link: { near, far } }) => [near.site, far.site]);
  const troubles = await readTroubles(database.pool, [
    found,
    ...link.parts.flatMap((part) => visible(net.links.get(part))),
  ]);
  return {
    at: net.at.toISOString(),
    sources: toLinkSources(everySource).sources.filter(({ connectionId }) => tellers.has(connectionId)),
    gaps: [...net.gaps],
    link: row(found),
    told: link.told.flatMap((one, index) => {
      const standing = found.standings[index];
      if (standing === undefined || !isToldWithin(one, reach)) return [];
      const { resource, facts, readAt, isExpired } = one;
      return [
        {
          connectionId: resource.connectionId,
          connectionName: nameOf(resource.connectionId),
          provider: resource.provider,
          resourceId: resource.id,
          name: facts.name,
          account: resource.account,
          region: resource.region,
          readAt: readAt.toISOString(),
          isExpired,
          standing: toStandingAnswer(standing),
          near: facts.near,
          far: facts.far,
          sessions: facts.sessions === null ? null : [...facts.sessions],
        },
      ];
    }),
    toldBeyond: link.told.filter((one) => !isToldWithin(one, reach)).length,
    troubles,
    parent: rows(link.parent === null ? [] : [link.parent])[0] ?? null,
    parts: rows(link.parts),
    carriers: link.carriers === null ? null : rows(link.carriers),
    riders: rows(link.riders),
    spares: rows(link.spares),
    dependents: {
      riders: dependents.riders.filter((one) => isVisible(one, reach)).map(row),
      atSites: await countAtSites(database, state, reach, within(dependents.cutOff)),
      uncertainSites: [...within(dependents.uncertain), ...endsBeyond(found, reach)],
      hasUnknownEnd: dependents.hasUnknownEnd,
      carryingSpares: dependents.carryingSpares.filter((one) => isVisible(one, reach)).map(row),
    },
    beside: beside?.flatMap(visible).map(row) ?? null,
    siteTitles: await readSiteTitles(
      database,
      shown.flatMap((site) => site ?? []),
    ),
  };
}

function findBeside({ link }: StandingLink, links: Iterable<StandingLink>): StandingLink[] | null {
  const ends = [link.near.site, link.far.site];
  if (ends.includes(null)) return null;
  const related = new Set([link.id, link.parent, ...link.parts, ...link.spares]);
  const key = [...ends].sort().join('\n');
  return [...links].filter(
    (other) =>
      other.link.parent === null &&
      !related.has(other.link.id) &&
      [other.link.near.site, other.link.far.site].sort().join('\n') === key,
  );
}

/** The newest troubles of some links, each with the link it is of. */
async function readTroubles(pool: pg.Pool, links: readonly StandingLink[]): Promise<LinkDetail['troubles']> {
  const owners = new Map<string, Link>();
  const identities = links.flatMap(({ link }) =>
    link.told.map(({ resource: { connectionId, nativeId }, facts: { key } }) => {
      owners.set(`${connectionId} ${nativeId} ${key}`, link);
      return { connectionId, nativeId, key };
    }),
  );
  const troubles = await readTroublesOf(pool, identities, troublesShown);
  return troubles.flatMap(
    ({ id, connectionId, nativeId, key, kind, openedAt, closedAt, endedBy, falls, cause, signs }) => {
      const owner = owners.get(`${connectionId} ${nativeId} ${key}`);
      if (owner === undefined || id === null) return [];
      const times = { openedAt: openedAt.toISOString(), closedAt: closedAt?.toISOString() ?? null, endedBy };
      const { id: linkId, told } = owner;
      const text = (at: Date | null) => at?.toISOString() ?? null;
      const seen = signs.map(({ since, worstAt, until, ...sign }) => ({
        ...sign,
        since: text(since),
        worstAt: text(worstAt),
        until: text(until),
      }));
      return [{ id, kind, ...times, falls, cause, signs: seen, linkId, linkName: told[0].facts.name }];
    },
  );
}
