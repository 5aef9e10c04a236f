import type { Reach } from '@/lib/domain/access';
import { findDeliveriesWithin } from '@/lib/store/cost-rollups/deliveries-within';
import type { KnownDelivery } from '@/lib/store/cost-rollups/known-deliveries';
import type { Database } from '@/lib/store/database/database';
import { readCollectionState } from '@/lib/store/inventory/collection-state';
import { findPlacesWithin } from '@/lib/store/inventory/places-within';
import { readScopeCells } from '@/lib/store/inventory/scope-cells';
import type { CostConnection } from './cost-sources';

/** What costs come from: deliveries, and connections that are to deliver. */
interface CostOrigins {
  deliveries: readonly KnownDelivery[];
  connections: readonly CostConnection[];
}

/**
 * The deliveries and connections that a person may know of. Whose reach is bounded knows of a source's billing scope when
 * one of its deliveries has a row within the reach. Where none is added up yet, or a connection delivered nothing, what the
 * inventory lists through the connection decides, as it does for other sources.
 */
export async function findVisibleOrigins(
  { pool }: Pick<Database, 'pool'>,
  { deliveries, connections }: CostOrigins,
  reach: Reach,
  now: Date,
): Promise<CostOrigins> {
  if (reach.everything) return { deliveries, connections };
  const within = await findDeliveriesWithin(
    pool,
    deliveries.map(({ id }) => id),
    reach,
  );
  const places = findPlacesWithin(await readScopeCells(pool, await readCollectionState(pool, now)), reach);
  const isListed = (connectionId: string | null) => connectionId !== null && places.has(connectionId);
  const scopes = Map.groupBy(deliveries, ({ source, scope }) => JSON.stringify([source, scope]));
  const visible = [...scopes.values()].flatMap((ofScope) => {
    const isAddedUp = ofScope.some(({ rollup }) => rollup !== null);
    const isVisible = ofScope.some(({ id, connectionId }) => within.has(id) || (!isAddedUp && isListed(connectionId)));
    return isVisible ? ofScope : [];
  });
  const delivered = new Set(deliveries.map(({ connectionId }) => connectionId));
  const shown = new Set(visible.map(({ connectionId }) => connectionId));
  return {
    deliveries: visible,
    connections: connections.filter(({ id }) => shown.has(id) || (!delivered.has(id) && isListed(id))),
  };
}
