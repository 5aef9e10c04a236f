import type { SiteStanding } from '@/lib/api/contracts/site-pages';
import { healthPrecedence } from '@/lib/domain/status';
import { isUnknownCount } from '@/lib/format/format-count';
import { nameProvider } from '@/lib/format/provider-words';
import { nameSite } from '@/lib/format/site-words';
import type { SiteSortKey, SitesUrlState } from '@/lib/queries/sites-url';

type Filters = Pick<SitesUrlState, 'q' | 'status' | 'provider'>;

/** The sites that pass every filter. The search looks at title, name, country and providers. */
export function filterSites(sites: readonly SiteStanding[], { q, status, provider }: Filters): SiteStanding[] {
  const sought = q?.trim().toLowerCase();
  return sites.filter(
    (site) =>
      (status.length === 0 || status.includes(site.status)) &&
      (provider.length === 0 || site.providers.some((each) => provider.includes(each.provider))) &&
      (!sought || toText(site).includes(sought)),
  );
}

function toText(site: SiteStanding): string {
  const { name, title, country, providers } = site;
  return [name, title, country, nameSite(site), ...providers.map((each) => nameProvider(each.provider))]
    .filter((each) => each !== null)
    .join('\n')
    .toLowerCase();
}

/** Sorted as asked; what is not known comes last either way, and equals stay as they came. */
export function sortSites(
  sites: readonly SiteStanding[],
  { sort, order }: Pick<SitesUrlState, 'sort' | 'order'>,
): SiteStanding[] {
  const sign = order === 'asc' ? 1 : -1;
  const keyed = sites.map((site) => ({ site, key: toKey(site, sort) }));
  return keyed
    .sort((one, other) => {
      if (one.key === null || other.key === null) return Number(one.key === null) - Number(other.key === null);
      if (one.key === other.key) return 0;
      return one.key < other.key ? -sign : sign;
    })
    .map(({ site }) => site);
}

/** What a site is sorted by; null: not known. */
function toKey(site: SiteStanding, sort: SiteSortKey): string | number | null {
  switch (sort) {
    case 'status':
      return -healthPrecedence.indexOf(site.status);
    case 'name':
      return nameSite(site).toLowerCase();
    case 'gpus':
      return isUnknownCount(site.gpus.total) ? null : site.gpus.total.value;
    case 'links':
      return countUnwellLinks(site.links);
  }
}

/** Links of a site that are neither up with their spares nor switched off; null: it is not known that there is any. */
export function countUnwellLinks({ total, down, degraded, lostSpares, unknown }: SiteStanding['links']): number | null {
  return isUnknownCount(total) ? null : down + degraded + lostSpares + unknown;
}
