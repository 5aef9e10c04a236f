import type { Overview } from '@/lib/api/contracts/overview';
import type { Source } from '@/lib/api/contracts/sources';
import { judgeSite, rankHealth } from './judge-site';
import type { InventorySum, SiteSum } from './sum-inventory';

type Site = Overview['bySite'][number];

/**
 * Sites, the worst first, then the largest. A site is healthy only when all that is read of it is read, and fresh.
 * `titles`: of the sites that somebody described, by name.
 */
export function toSites(
  { sites }: InventorySum,
  sources: readonly Source[],
  titles: ReadonlyMap<string, string>,
): Site[] {
  return [...sites.values()]
    .map((site) => toSite(site, sources, titles))
    .sort(
      (left, right) =>
        rankHealth(left.status) - rankHealth(right.status) || right.resources.value - left.resources.value,
    );
}

function toSite(site: SiteSum, sources: readonly Source[], titles: ReadonlyMap<string, string>): Site {
  const findings = judgeSite(site, sources);
  const isMissing = findings.some(({ leavesOut }) => leavesOut);
  return {
    site: site.site,
    title: titles.get(site.site) ?? null,
    provider: site.provider,
    resources: { value: site.resources, atLeast: isMissing },
    accelerators: { value: site.accelerators, atLeast: isMissing || site.leavesAcceleratorsOpen },
    status: findings[0]?.status ?? 'healthy',
    reasons: findings.map(({ reason }) => reason),
  };
}
