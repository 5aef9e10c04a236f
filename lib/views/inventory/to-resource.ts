import type { Resource } from '@/lib/api/contracts/inventory';
import { type Freshness, toFreshness } from '@/lib/domain/freshness';
import type { CollectionState } from '@/lib/store/inventory/collection-state';
import type { ResourceRow } from '@/lib/store/inventory/resource-row';

/** A resource as the API tells it. What stands on an expired read has an unknown status, whatever it was. */
export function toResource(row: ResourceRow, state: CollectionState, now: Date): Resource {
  const freshness = toRowFreshness(row, state, now);
  const isPresent = row.goneAt === null;
  return {
    ...row,
    status: isPresent && freshness === 'expired' ? 'unknown' : row.status,
    createdAt: row.createdAt?.toISOString() ?? null,
    firstSeenAt: row.firstSeenAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
    goneAt: row.goneAt?.toISOString() ?? null,
    freshness,
  };
}

/** What is there is as old as the read that last found it; that something has gone, as old as the connection's reads. */
function toRowFreshness(row: ResourceRow, { connections }: CollectionState, now: Date): Exclude<Freshness, 'never'> {
  const connection = connections.find(({ id }) => id === row.connectionId);
  if (connection === undefined) return 'expired';
  const standsOn = row.goneAt === null ? row.lastSeenAt : connection.lastReadAt;
  const freshness = toFreshness(standsOn, now, connection.intervalMs);
  return freshness === 'never' ? 'expired' : freshness;
}
