import { requirePermission } from '@/lib/access/authorise';
import type { TransferNames, TransferNamesQuery } from '@/lib/api/contracts/cost-transfer';
import { type KnownDelivery, readKnownDeliveries } from '@/lib/store/cost-rollups/known-deliveries';
import { readTransferNames as readNames } from '@/lib/store/cost-sums/read-transfer-names';
import type { ViewContext } from '@/lib/views/view-context';
import { tellsMetric } from './cost-sources';

/**
 * What the rows of a cell of the matrix are called, as far as a person may see them; of bills that touch the range, on any of
 * their days. Nothing is cut.
 */
export async function readTransferNames(
  { actor, database, now }: ViewContext,
  { from, to, asOf, metric, ends, basis, currency, origin, destination }: TransferNamesQuery,
): Promise<TransferNames> {
  const reach = requirePermission(actor, 'cost:read');
  const known = await readKnownDeliveries(database.pool, asOf === undefined ? now : new Date(asOf));
  const isTouching = ({ firstDay, lastDay }: KnownDelivery) =>
    firstDay !== null && lastDay !== null && firstDay <= to && from <= lastDay;
  const deliveries = known.filter(
    (delivery) => delivery.counts && isTouching(delivery) && tellsMetric(delivery, metric),
  );
  const toEnd = (text: string) => (text === '' ? null : text);
  const cell = {
    basis,
    currency: toEnd(currency),
    category: 'Usage',
    ends,
    from: toEnd(origin),
    to: toEnd(destination),
  };
  const bounds = reach.everything ? null : { sites: reach.sites, teams: reach.teams };
  return { names: await readNames(database.pool, deliveries, cell, bounds) };
}
