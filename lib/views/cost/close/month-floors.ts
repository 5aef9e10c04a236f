import type { Reach } from '@/lib/domain/access';
import type { CostMetric } from '@/lib/domain/cost/billing-delivery';
import { lastDayOf } from '@/lib/store/cost-close/sum-charge-days';
import type { KnownDelivery } from '@/lib/store/cost-rollups/known-deliveries';
import type { Database } from '@/lib/store/database/database';
import { readCostConnections, toCostSources } from '../cost-sources';
import { findVisibleOrigins } from '../visible-deliveries';

/**
 * Whether what is known of a month (`2026-11`) is a floor: one of the sources that a person may know of has not told all of
 * it, up to the day before `asOf`. `known`: the deliveries as of then.
 */
export async function readMonthFloors(
  database: Database,
  known: readonly KnownDelivery[],
  { metric, reach, asOf, now }: { metric: CostMetric; reach: Reach; asOf: Date; now: Date },
): Promise<(month: string) => boolean> {
  const connections = await readCostConnections(database, asOf);
  const visible = await findVisibleOrigins(database, { deliveries: known, connections }, reach, now);
  return (month) => {
    const range = { from: `${month}-01`, to: lastDayOf(month) };
    const sources = toCostSources(visible.deliveries, visible.connections, { metric, range, asOf });
    return sources.some(({ missing }) => missing.length > 0);
  };
}
