import {
  createLoader,
  type inferParserType,
  parseAsNativeArrayOf,
  parseAsString,
  parseAsStringLiteral,
} from 'nuqs/server';
import { providerIds } from '@/lib/domain/provider';
import { siteEventKinds } from '@/lib/domain/site/site-event';
import { healthPrecedence } from '@/lib/domain/status';

/** `status`: the worst first when descending. Unknown figures come last. */
export const siteSortKeys = ['status', 'name', 'gpus', 'links'] as const;
export type SiteSortKey = (typeof siteSortKeys)[number];

/** What the address of Sites holds. `selected`: the site that list and map have marked. */
export const sitesParsers = {
  q: parseAsString,
  status: parseAsNativeArrayOf(parseAsStringLiteral(healthPrecedence)),
  provider: parseAsNativeArrayOf(parseAsStringLiteral(providerIds)),
  sort: parseAsStringLiteral(siteSortKeys).withDefault('status'),
  order: parseAsStringLiteral(['asc', 'desc']).withDefault('desc'),
  selected: parseAsString,
};
export type SitesUrlState = inferParserType<typeof sitesParsers>;

/** No filter at all, to write over any. */
export const noSiteFilters = { q: null, status: null, provider: null } as const;

/** How many filters narrow the list. Each counts once, however many of its values are chosen. */
export function countSiteFilters({ q, status, provider }: SitesUrlState): number {
  return (q ? 1 : 0) + (status.length > 0 ? 1 : 0) + (provider.length > 0 ? 1 : 0);
}

/** What the address of a site's page holds: the kinds of events its timeline is narrowed to. */
export const sitePageParsers = { event: parseAsNativeArrayOf(parseAsStringLiteral(siteEventKinds)) };

/** Reads the state of a site's page from its search parameters, on the server. */
export const loadSitePageUrl = createLoader(sitePageParsers);
