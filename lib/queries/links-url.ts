import {
  createLoader,
  type inferParserType,
  parseAsNativeArrayOf,
  parseAsString,
  parseAsStringLiteral,
} from 'nuqs/server';
import { linkFacetKeys, linkHealths, linkSortKeys, linkTellers } from '@/lib/api/contracts/link-keys';
import { linkForms, linkStates } from '@/lib/domain/link/link-facts';
import { troubleKinds } from '@/lib/domain/link/link-trouble';

/** What the address of Links holds: the same names as the API takes. */
export const linkParsers = {
  q: parseAsString,
  state: parseAsNativeArrayOf(parseAsStringLiteral(linkStates)),
  form: parseAsNativeArrayOf(parseAsStringLiteral(linkForms)),
  provider: parseAsNativeArrayOf(parseAsStringLiteral(linkTellers)),
  site: parseAsNativeArrayOf(parseAsString),
  health: parseAsNativeArrayOf(parseAsStringLiteral(linkHealths)),
  trouble: parseAsNativeArrayOf(parseAsStringLiteral(troubleKinds)),
  sort: parseAsStringLiteral(linkSortKeys).withDefault('health'),
  order: parseAsStringLiteral(['asc', 'desc']).withDefault('desc'),
};
export type LinksUrlState = inferParserType<typeof linkParsers>;

/** Reads the state from a page's search parameters, on the server. What is not understood is left out. */
export const loadLinksUrl = createLoader(linkParsers);

/** No filter at all, to write over any. */
export const noLinkFilters = {
  q: null,
  state: null,
  form: null,
  provider: null,
  site: null,
  health: null,
  trouble: null,
} as const;

/** How many filters narrow the list. Each facet counts once, however many of its values are chosen. */
export function countLinkFilters(url: LinksUrlState): number {
  return linkFacetKeys.filter((key) => url[key].length > 0).length + (url.q ? 1 : 0) + (url.trouble.length > 0 ? 1 : 0);
}
