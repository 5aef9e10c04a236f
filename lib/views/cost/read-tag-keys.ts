import { requirePermission } from '@/lib/access/authorise';
import type { CostTagKeys, CostTagKeysQuery } from '@/lib/api/contracts/cost-tag-keys';
import { readDeliveryFiles } from '@/lib/store/cost-rollups/delivery-files';
import { readKnownDeliveries } from '@/lib/store/cost-rollups/known-deliveries';
import { mostTagKeys, readAskedKeys, readListedKeys } from '@/lib/store/cost-rollups/tag-keys';
import type { ViewContext } from '@/lib/views/view-context';
import { toAskedRows } from './asked-rows';
import { openCostLedger } from './cost-ledger';
import { toQuestion } from './to-question';

/**
 * The tag keys that costs of some days can be told by. Whoever sees everything is told what bills were found to have when
 * they came; of somebody who sees part, the rows within reach are looked at.
 */
export async function readTagKeys(
  { actor, database, now }: ViewContext,
  { from, to, asOf }: CostTagKeysQuery,
  openLedger = openCostLedger,
): Promise<CostTagKeys> {
  const reach = requirePermission(actor, 'cost:read');
  const known = await readKnownDeliveries(database.pool, asOf === undefined ? now : new Date(asOf));
  const { deliveries, range } = toAskedRows(known, { from, to, time: 'charge-day' });
  const ids = deliveries.map(({ id }) => id);
  if (reach.everything) {
    const { keys, unlisted } = await readListedKeys(database.pool, ids);
    return { keys, atLeast: unlisted > 0 || keys.length >= mostTagKeys };
  }
  if (reach.sites.length === 0 && reach.teams.length === 0) return { keys: [], atLeast: false };
  const question = { ...toQuestion(known, {}, { metric: 'effective', dimension: null, reach }), deliveries };
  const { root, engine } = await openLedger();
  const files = await readDeliveryFiles(database.pool, root, ids);
  const keys = await engine.withConnection((connection) => readAskedKeys(connection, question, range, files));
  return { keys, atLeast: keys.length >= mostTagKeys };
}
