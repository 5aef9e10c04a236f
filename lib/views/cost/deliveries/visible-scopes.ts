import type { Reach } from '@/lib/domain/access';
import { readKnownDeliveries } from '@/lib/store/cost-rollups/known-deliveries';
import type { Database } from '@/lib/store/database/database';
import { readCostConnections } from '../cost-sources';
import { findVisibleOrigins } from '../visible-deliveries';

/** What tells deliveries of one kind from others. */
export interface DeliveryScope {
  source: string;
  scope: string;
}

/** The sources and scopes that a person may know of; null: all. */
export async function findVisibleScopes(database: Database, reach: Reach, now: Date): Promise<DeliveryScope[] | null> {
  if (reach.everything) return null;
  const [deliveries, connections] = await Promise.all([
    readKnownDeliveries(database.pool, now),
    readCostConnections(database, now),
  ]);
  const visible = await findVisibleOrigins(database, { deliveries, connections }, reach, now);
  const scopes = new Map(
    visible.deliveries.map(({ source, scope }) => [JSON.stringify([source, scope]), { source, scope }]),
  );
  return [...scopes.values()];
}
