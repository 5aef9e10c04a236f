import { requirePermission } from '@/lib/access/authorise';
import { linkFacetKeys } from '@/lib/api/contracts/link-keys';
import type { LinksPage, LinksQuery, ListedLink } from '@/lib/api/contracts/links';
import { isAtOne } from '@/lib/domain/access';
import { troubleKinds } from '@/lib/domain/link/link-trouble';
import { readCollectionState } from '@/lib/store/inventory/collection-state';
import { pickPage } from '@/lib/views/paging/pick-page';
import { isFloor, readVisibleSources } from '@/lib/views/sources/visible-sources';
import type { ViewContext } from '@/lib/views/view-context';
import { readSiteTitles } from '@/lib/views/workloads/read-site-titles';
import { endsBeyond, findDependents } from './dependents';
import { filterLinks } from './filter-links';
import { readLinkNet, type StandingLink } from './link-net';
import { fromCursor, toCursor, toLinkOrder } from './link-order';
import { type ListedTroubles, readListedTroubles } from './listed-troubles';
import { type RowContext, toLinkRow, toNameOf } from './to-link-row';
import { isVisible, toLinkSources } from './visible-links';

/**
 * One page of the links within a person's reach, parts of others left out, with counts by facet and where that comes from.
 * The total is a floor when an inventory is missing, also when none was ever connected.
 */
export async function readLinksPage(
  { actor, database, now }: ViewContext,
  { sort, order, cursor, limit, trouble, ...filter }: LinksQuery,
): Promise<LinksPage> {
  const reach = requirePermission(actor, 'inventory:read');
  const after = cursor === undefined ? null : fromCursor(sort, order, cursor);
  const state = await readCollectionState(database.pool, now);
  const [net, visible] = await Promise.all([
    readLinkNet(database, state, now),
    readVisibleSources(database.pool, state, reach, now),
  ]);
  const { sources, inventories } = toLinkSources(visible);
  const whole = [...net.links.values()].filter((one) => one.link.parent === null && isVisible(one, reach));
  const troublesOf = await readListedTroubles(database.pool, net, now);
  const isWanted = (one: StandingLink) =>
    trouble === undefined || troublesOf(one).kinds.some((kind) => trouble.includes(kind));
  const { matching, facets } = filterLinks(whole.filter(isWanted), filter);
  const anyTrouble = trouble === undefined ? matching : filterLinks(whole, filter).matching;
  const ordered = toLinkOrder(sort, order, (one) => troublesOf(one).newestAtMs);
  const { page, next } = pickPage(matching, ordered, after, limit);
  const nameOf = toNameOf(state);
  const items = page.map((one) => toListed(one, { net, reach, nameOf }, troublesOf(one)));
  const sites = [...items.flatMap(({ near, far }) => [near.site, far.site]), ...facets.site.map(({ value }) => value)];
  const isOpen = isFloor(inventories);
  return {
    at: net.at.toISOString(),
    sources,
    gaps: [...net.gaps],
    items,
    nextCursor: next === null ? null : toCursor(sort, order, next),
    total: { value: matching.length, atLeast: isOpen },
    facets,
    troubles: troubleKinds.flatMap((value) => {
      const count = anyTrouble.filter((one) => troublesOf(one).kinds.includes(value)).length;
      return count === 0 ? [] : [{ value, count }];
    }),
    facetFloors: isOpen ? [...linkFacetKeys] : [],
    siteTitles: await readSiteTitles(
      database,
      sites.flatMap((site) => site ?? []),
    ),
  };
}

function toListed(one: StandingLink, context: RowContext, { kinds, lastFlap }: ListedTroubles): ListedLink {
  const { net, reach } = context;
  const { riders, cutOff, uncertain, hasUnknownEnd } = findDependents(net, one);
  return {
    ...toLinkRow(one, context),
    dependents: {
      riders: riders.filter((rider) => isVisible(rider, reach)).length,
      sites: cutOff.filter((site) => isAtOne(reach, [site])),
      isWhole: !hasUnknownEnd && uncertain.length === 0 && endsBeyond(one, reach).length === 0,
    },
    troubles: [...kinds],
    lastFlap: lastFlap && {
      kind: lastFlap.kind,
      openedAt: lastFlap.openedAt.toISOString(),
      closedAt: lastFlap.closedAt?.toISOString() ?? null,
      falls: lastFlap.falls,
      cause: lastFlap.cause,
    },
  };
}
