import { type LinkFacetKey, linkFacetKeys } from '@/lib/api/contracts/link-keys';
import type { LinkFilter, LinksPage } from '@/lib/api/contracts/links';
import { Counter } from '@/lib/views/overview/counter';
import type { StandingLink } from './link-net';
import { toHealth } from './visible-links';

/** Values of a facet that are told; those that are chosen are told beside. */
const valuesShown = 50;

const facetValues: Record<LinkFacetKey, (one: StandingLink) => readonly string[]> = {
  state: ({ standing }) => [standing.state],
  form: ({ link }) => [link.told[0].facts.form],
  provider: ({ link }) => [...new Set(link.told.map(({ resource }) => resource.provider ?? 'declared'))],
  site: ({ link }) => [...new Set([link.near.site, link.far.site].map((site) => site ?? ''))],
  health: (one) => [toHealth(one)],
};

/**
 * The links that meet every filter, and how many stand under each value of each facet, all filters applied but the facet's
 * own, the most frequent first. A site that is not known is the empty text.
 */
export function filterLinks(
  links: readonly StandingLink[],
  filter: LinkFilter,
): { matching: StandingLink[]; facets: LinksPage['facets'] } {
  const counts: Record<LinkFacetKey, Counter<string>> = {
    state: new Counter(),
    form: new Counter(),
    provider: new Counter(),
    site: new Counter(),
    health: new Counter(),
  };
  const sought = fold(filter.q ?? '');
  const wanted = linkFacetKeys.map((key) => {
    const chosen: readonly string[] | undefined = filter[key];
    return { key, chosen: chosen === undefined ? null : new Set(chosen) };
  });
  const matching = links.filter((one) => {
    if (sought !== '' && !toSearchText(one).includes(sought)) return false;
    const values = wanted.map(({ key }) => facetValues[key](one));
    const missed = wanted.filter(
      ({ chosen }, index) => chosen !== null && !values[index]?.some((value) => chosen.has(value)),
    );
    const [first] = missed;
    wanted.forEach(({ key }, index) => {
      if (first === undefined || (missed.length === 1 && first.key === key))
        for (const value of values[index] ?? []) counts[key].add(value, 1);
    });
    return first === undefined;
  });
  const toFacet = (key: LinkFacetKey) => {
    const chosen: readonly string[] = filter[key] ?? [];
    return counts[key]
      .entries()
      .map(([value, count]) => ({ value, count }))
      .sort((left, right) => right.count - left.count || (left.value < right.value ? -1 : 1))
      .filter(({ value }, place) => place < valuesShown || chosen.includes(value));
  };
  return {
    matching,
    facets: {
      state: toFacet('state'),
      form: toFacet('form'),
      provider: toFacet('provider'),
      site: toFacet('site'),
      health: toFacet('health'),
    },
  };
}

function toSearchText({ link }: StandingLink): string {
  const told = link.told.flatMap(({ facts, resource }) => [
    facts.name,
    resource.name,
    resource.owner,
    resource.team,
    facts.near.address,
    facts.far.address,
  ]);
  return fold([...told, link.near.label, link.near.site, link.far.label, link.far.site].join('\n'));
}

/** Text as it is looked for, whatever its case and its composition. */
function fold(text: string): string {
  return text.normalize('NFC').toLowerCase();
}
