import { z } from 'zod';
import { requirePermission } from '@/lib/access/authorise';
import type { Deliveries, DeliveriesQuery } from '@/lib/api/contracts/deliveries';
import { Refusal } from '@/lib/domain/refusal';
import { type DeliveryPosition, type ListedDelivery, listDeliveries } from '@/lib/store/cost-ledger/list-deliveries';
import type { ViewContext } from '@/lib/views/view-context';
import { toDelivery } from './to-delivery';
import { findVisibleScopes } from './visible-scopes';

/** A page of the deliveries that a person may know of. Whose reach is bounded is told of them, not how many rows they have. */
export async function readDeliveries(
  { actor, database, now }: ViewContext,
  query: DeliveriesQuery,
): Promise<Deliveries> {
  const reach = requirePermission(actor, 'cost:read');
  const found = await listDeliveries(database.pool, {
    month: query.month,
    sources: query.source,
    states: query.state,
    superseded: query.superseded,
    scopes: await findVisibleScopes(database, reach, now),
    after: query.cursor === undefined ? null : fromCursor(query.cursor),
    limit: query.limit + 1,
  });
  const page = found.slice(0, query.limit);
  const last = page.at(-1);
  return {
    at: now.toISOString(),
    items: page.map((one) => toDelivery(one, { isBounded: !reach.everything })),
    nextCursor: found.length > query.limit && last !== undefined ? toCursor(last) : null,
  };
}

const cursorSchema = z.tuple([z.string().regex(/^\d{4}-\d{2}$/), z.string(), z.string(), z.iso.datetime(), z.uuid()]);

function toCursor({ month, source, scope, arrivedAt, id }: ListedDelivery): string {
  return Buffer.from(JSON.stringify([month, source, scope, arrivedAt.toISOString(), id])).toString('base64url');
}

function fromCursor(cursor: string): DeliveryPosition {
  try {
    const parts = cursorSchema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    const [month, source, scope, arrivedAt, id] = parts;
    return { month, source, scope, arrivedAt, id };
  } catch {
    const message = 'This cursor is not one of ours.';
    throw new Refusal('invalid', message, [{ path: 'cursor', message }]);
  }
}
