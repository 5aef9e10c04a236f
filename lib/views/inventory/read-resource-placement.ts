import type { ResourcePlacement } from '@/lib/api/contracts/inventory';
import { type PlacementReason, placeResource } from '@/lib/domain/site/placement';
import { applyTagRules } from '@/lib/domain/tag-rules';
import { readConnection } from '@/lib/store/connections/read-connection';
import type { Database } from '@/lib/store/database/database';
import type { ResourceRow } from '@/lib/store/inventory/resource-row';
import { readPlacement } from '@/lib/store/sites/read-placement';

/** Why a resource stands where it does, by the tags it has and what is set now. */
export async function readResourcePlacement(
  { prisma, pool }: Database,
  resource: ResourceRow,
): Promise<ResourcePlacement> {
  const { connectionId, kind, nativeId, tags } = resource;
  const [connection, placement, override] = await Promise.all([
    readConnection(prisma, connectionId),
    readPlacement(pool, connectionId),
    prisma.siteOverride.findUnique({ where: { connectionId_kind_nativeId: { connectionId, kind, nativeId } } }),
  ]);
  const taggedSite = connection === null ? null : applyTagRules(tags ?? {}, connection.tagRules).site;
  const { site, reason } = placeResource({ ...resource, taggedSite, tagsKnown: tags !== null }, placement);
  return {
    site,
    by: reason.by,
    detail: toDetail(reason),
    override: override && {
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
