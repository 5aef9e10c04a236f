import type { Overview } from '@/lib/api/contracts/overview';
import type { Source } from '@/lib/api/contracts/sources';
import { type HealthStatus, healthPrecedence, rollUpHealth } from '@/lib/domain/status';
import type { InventorySum, SiteSum } from './sum-inventory';

type Site = Overview['bySite'][number];

/** Sites, the worst first, then the largest. A site is healthy only when all that is read of it is read, and fresh. */
export function toSites({ sites }: InventorySum, sources: Source[]): Site[] {
  return [...sites.values()]
    .map((site) => toSite(site, sources))
    .sort((left, right) => rank(left.status) - rank(right.status) || right.resources.value - left.resources.value);
}

function rank(status: HealthStatus): number {
  return healthPrecedence.indexOf(status);
}

function toSite(site: SiteSum, sources: Source[]): Site {
  const reading = sources.map((source) => toReading(site, source));
  const isMissing = reading.includes('unknown');
  return {
    site: site.site,
    provider: site.provider,
    resources: { value: site.resources, atLeast: isMissing },
    accelerators: { value: site.accelerators, atLeast: isMissing || site.leavesAcceleratorsOpen },
    status: rollUpHealth([...site.health.keys(), ...reading]),
  };
}

/** What a source's age and unended listings say of a site; healthy also when the site is not read through it. */
function toReading({ places }: SiteSum, { connectionId, freshness, gaps }: Source): HealthStatus {
  const own = [...places.values()].filter((place) => place.connectionId === connectionId);
  if (own.length === 0) return 'healthy';
  if (freshness === 'expired' || freshness === 'never') return 'unknown';
  const isTouched = gaps.some(
    ({ account, region, detailOnly }) =>
      !detailOnly &&
      own.some(
        (place) =>
          (account === undefined || account === place.account) && (region === undefined || region === place.region),
      ),
  );
  if (isTouched) return 'unknown';
  return freshness === 'stale' ? 'warning' : 'healthy';
}
