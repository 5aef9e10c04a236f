import { requirePermission } from '@/lib/access/authorise';
import type { DeliveryDetail } from '@/lib/api/contracts/deliveries';
import { Refusal } from '@/lib/domain/refusal';
import { findChoice } from '@/lib/store/cost-ledger/find-choice';
import { listDeliveries } from '@/lib/store/cost-ledger/list-deliveries';
import { readDeliveryParts } from '@/lib/store/cost-ledger/read-delivery-parts';
import type { ViewContext } from '@/lib/views/view-context';
import { toDelivery, toOther } from './to-delivery';
import { type DeliveryScope, findVisibleScopes } from './visible-scopes';

const mostTold = 500;

/**
 * One delivery with its files and what of it was refused, every other of its source, scope and month, and what it may be
 * chosen over. Throws a `not-found` Refusal where the person may not know of it.
 */
export async function readDelivery({ actor, database, now }: ViewContext, id: string): Promise<DeliveryDetail> {
  const reach = requirePermission(actor, 'cost:read');
  const { pool } = database;
  const scopes = await findVisibleScopes(database, reach, now);
  const all = { superseded: true, scopes, after: null, limit: mostTold };
  const [delivery] = await listDeliveries(pool, { ...all, ids: [id] });
  if (delivery === undefined) throw new Refusal('not-found', 'There is no such delivery, or you may not see it.');
  const bounds = { isBounded: !reach.everything };
  const { month, source, scope, billingAccounts } = delivery;
  const own: DeliveryScope[] = [{ source, scope }];
  const [history, parts, choice] = await Promise.all([
    listDeliveries(pool, { ...all, scopes: own, month }),
    readDeliveryParts(pool, id),
    // What it stands against may lie beyond what a bounded reach shows.
    reach.everything ? findChoice(database.prisma, id) : null,
  ]);
  const instead = choice === null ? [] : await listDeliveries(pool, { ...all, ids: choice.instead });
  return {
    ...toDelivery(delivery, bounds),
    at: now.toISOString(),
    files: bounds.isBounded ? null : parts.files,
    rejections: bounds.isBounded ? null : parts.rejections,
    billingAccounts: bounds.isBounded ? null : billingAccounts,
    history: history.map((one) => toOther(one, bounds)),
    choice: choice === null ? null : { instead: instead.map((one) => toOther(one, bounds)) },
  };
}
