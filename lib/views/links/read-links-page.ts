import { requirePermission } from '@/lib/access/authorise';
import { linkFacetKeys } from '@/lib/api/contracts/link-keys';
import type { LinksPage, LinksQuery } from '@/lib/api/contracts/links';
import { readCollectionState } from '@/lib/store/inventory/collection-state';
import { pickPage } from '@/lib/views/paging/pick-page';
import { isFloor, readVisibleSources } from '@/lib/views/sources/visible-sources';
import type { ViewContext } from '@/lib/views/view-context';
import { readSiteTitles } from '@/lib/views/workloads/read-site-titles';
import { filterLinks } from './filter-links';
import { readLinkNet } from './link-net';
import { fromCursor, toCursor, toLinkOrder } from './link-order';
import { toLinkRow, toNameOf } from './to-link-row';
import { isVisible, toLinkSources } from './visible-links';

/**
 * One page of the links within a person's reach, parts of others left out, with counts by facet and where that comes from.
 * The total is a floor when an inventory is missing, also when none was ever connected.
 */
export async function readLinksPage(
  { actor, database, now }: ViewContext,
  { sort, order, cursor, limit, ...filter }: LinksQuery,
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
  const { matching, facets } = filterLinks(whole, filter);
  const { page, next } = pickPage(matching, toLinkOrder(sort, order), after, limit);
  const nameOf = toNameOf(state);
  const items = page.map((one) => toLinkRow(one, nameOf));
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
    facetFloors: isOpen ? [...linkFacetKeys] : [],
    siteTitles: await readSiteTitles(
      database,
      sites.flatMap((site) => site ?? []),
    ),
  };
}
