import type { ResourcePlacement } from '@/lib/api/contracts/inventory';
import type { Reach } from '@/lib/domain/access';
import { type PlacementReason, placeResource } from '@/lib/domain/site/placement';
import { applyTagRules } from '@/lib/domain/tag-rules';
import { readConnection } from '@/lib/store/connections/read-connection';
import type { Database } from '@/lib/store/database/database';
import type { ResourceRow } from '@/lib/store/inventory/resource-row';
import { readPlacement } from '@/lib/store/sites/read-placement';

/**
 * Why a resource stands where it does, by the tags it has and what is set now. A bounded reach is told of no site beyond
 * it, nor who moved what and why.
 */
export async function readResourcePlacement(
  { prisma, pool }: Database,
  resource: ResourceRow,
  reach: Reach,
): Promise<ResourcePlacement> {
  const { connectionId, kind, nativeId, tags } = resource;
  const [connection, placement, override] = await Promise.all([
    readConnection(prisma, connectionId),
    readPlacement(pool, connectionId),
    prisma.siteOverride.findUnique({ where: { connectionId_kind_nativeId: { connectionId, kind, nativeId } } }),
  ]);
  const taggedSite = connection === null ? null : applyTagRules(tags ?? {}, connection.tagRules).site;
  const { site, reason } = placeResource({ ...resource, taggedSite, tagsKnown: tags !== null }, placement);
  const isToldOf = reach.everything || site === resource.site || reach.sites.includes(site);
  return {
    site: isToldOf ? site : null,
    by: reason.by,
    detail: toDetail(reason),
    override:
      override === null || !reach.everything
        ? null
        : {
            createdBy: override.createdBy,
            createdAt: override.createdAt.toISOString(),
            reason: override.reason,
          },
  };
}

function toDetail(reason: PlacementReason): string | null {
  switch (reason.by) {
    case 'tag':
      return reason.value;
    case 'rule':
      return String(reason.position);
    case 'provider':
      return reason.place;
    default:
      return null;
  }
}
