import type { DeclaredLinkAnswer } from '@/lib/api/contracts/declared-links';
import type { InventoryFacets } from '@/lib/api/contracts/inventory';
import type { Sites } from '@/lib/api/contracts/sites';
import { unplacedSite } from '@/lib/domain/site/placement';

export type End = DeclaredLinkAnswer['near'];

/** A site as it may be picked, with what else it is called. `title`: null where nobody described it. */
export interface KnownSite {
  name: string;
  title: string | null;
  aliases: readonly string[];
}

/** What an end that is typed means. `keeps`: a resource that is not there any more, left alone. */
type ReadEnd =
  | { means: 'keeps' }
  | { means: 'resource' }
  | { means: 'nothing' }
  | { means: 'site'; name: string }
  | { means: 'place'; name: string };

const resourceId = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The sites that somebody described, then the others where something stands. What is not read yet is left out. */
export function listKnownSites(sites: Sites | undefined, inventory: InventoryFacets | undefined): KnownSite[] {
  const described = sites?.items ?? [];
  const names = new Set([unplacedSite, ...described.map(({ name }) => name)]);
  const others = (inventory?.facets.site.values ?? []).filter(({ value }) => !names.has(value));
  return [...described, ...others.map(({ value }) => ({ name: value, title: null, aliases: [] }))];
}

/** How an end is written whose resource is not there any more; null: it is, or it is none. */
export function sayGoneEnd({ resource }: End): string | null {
  return resource !== null && resource.id === null ? `${resource.name} (no longer there)` : null;
}

/** What an end means as it is typed. `before`: what was said, of a link that is changed. */
export function readEnd(text: string, before: End | null, sites: readonly KnownSite[]): ReadEnd {
  const typed = text.trim();
  if (typed === '') return { means: 'nothing' };
  if (before !== null && sayGoneEnd(before) === typed) return { means: 'keeps' };
  if (resourceId.test(typed)) return { means: 'resource' };
  if (before !== null && before.resource === null && before.site === typed) return { means: 'site', name: typed };
  const lower = typed.toLowerCase();
  const isCalled = ({ name, title, aliases }: KnownSite) =>
    [name, title, ...aliases].some((each) => each?.toLowerCase() === lower);
  const found = sites.find(({ name }) => name === typed) ?? sites.find(isCalled);
  return found === undefined ? { means: 'place', name: typed } : { means: 'site', name: found.name };
}

/** What an end means, in words beside its field. */
export function sayEnd(end: ReadEnd, sites: readonly KnownSite[]): string {
  if (end.means === 'keeps') return 'Its resource is no longer there. Left alone, it stays as it was said.';
  if (end.means === 'resource') return 'A resource of the inventory.';
  if (end.means === 'nothing') return 'Choose a site; or a resource’s id, or any place.';
  if (end.means === 'place') return 'Not a site of Millwright: on no map.';
  const title = sites.find(({ name }) => name === end.name)?.title ?? null;
  return title === null ? `The site ${end.name}.` : `The site ${title}.`;
}
