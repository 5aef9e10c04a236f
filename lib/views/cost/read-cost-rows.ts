import { z } from 'zod';
import { requirePermission } from '@/lib/access/authorise';
import type { CostRows, CostRowsQuery } from '@/lib/api/contracts/cost';
import type { CostBasis } from '@/lib/domain/cost/billing-delivery';
import { Refusal } from '@/lib/domain/refusal';
import { type DeliveryFile, readDeliveryFiles } from '@/lib/store/cost-rollups/delivery-files';
import { readKnownDeliveries } from '@/lib/store/cost-rollups/known-deliveries';
import { type AskedRow, type RowPosition, readAskedRows } from '@/lib/store/cost-rollups/read-asked-rows';
import type { ViewContext } from '@/lib/views/view-context';
import { toAskedRows } from './asked-rows';
import { openCostLedger } from './cost-ledger';
import { toQuestion } from './to-question';

/** A page of the rows that make up costs, as they were billed, each with the file it came in. */
export async function readCostRows(
  { actor, database, now }: ViewContext,
  query: CostRowsQuery,
  openLedger = openCostLedger,
): Promise<CostRows> {
  const reach = requirePermission(actor, 'cost:read');
  const after = query.cursor === undefined ? null : fromCursor(query.cursor);
  const asOf = after?.asOf ?? (query.asOf === undefined ? now : new Date(query.asOf));
  const answer = { at: now.toISOString(), asOf: asOf.toISOString() };
  if (!reach.everything && reach.sites.length === 0 && reach.teams.length === 0)
    return { ...answer, items: [], nextCursor: null };
  const known = await readKnownDeliveries(database.pool, asOf);
  const { deliveries, range } = toAskedRows(known, query);
  const question = {
    ...toQuestion(known, query, { metric: 'effective', dimension: null, reach }),
    // Rows tell all four costs, whichever a delivery is asked for.
    deliveries: deliveries.filter(({ id }) => query.delivery === undefined || query.delivery === id),
  };
  const { root, engine } = await openLedger();
  const files = await readDeliveryFiles(
    database.pool,
    root,
    question.deliveries.map(({ id }) => id),
  );
  if (after !== null && !files.some((file) => isFile(file, after.position))) throw refuse();
  const basisOf = new Map(known.map(({ id, basis }) => [id, basis]));
  const rows = await engine.withConnection((connection) =>
    readAskedRows(connection, question, range, files, { after: after?.position ?? null, limit: query.limit + 1 }),
  );
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  return {
    ...answer,
    items: page.map((row) => toItem(row, basisOf)),
    nextCursor: rows.length > query.limit && last !== undefined ? toCursor(last, asOf) : null,
  };
}

function isFile(file: DeliveryFile, { deliveryId, position }: RowPosition): boolean {
  return file.deliveryId === deliveryId && file.position === position;
}

function toItem(
  { file, row, day, currency, costs, description, resource, values }: AskedRow,
  basisOf: ReadonlyMap<string, CostBasis>,
) {
  const { deliveryId, name, sha256 } = file;
  const basis = basisOf.get(deliveryId);
  if (basis === undefined) throw new RangeError('A row of no delivery.');
  return { basis, deliveryId, file: name, row, sha256, day, currency, ...costs, description, resource, values };
}

const cursorSchema = z.tuple([z.iso.date(), z.uuid(), z.number().int(), z.number().int(), z.iso.datetime()]);

/** It holds what was known when the first page was read, so that a delivery arriving meanwhile shifts nothing. */
function toCursor({ day, file, row }: AskedRow, asOf: Date): string {
  const parts = [day, file.deliveryId, file.position, row, asOf.toISOString()];
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

function fromCursor(cursor: string): { position: RowPosition; asOf: Date } {
  try {
    const [day, deliveryId, position, row, asOf] = cursorSchema.parse(
      JSON.parse(Buffer.from(cursor, 'base64url').toString()),
    );
    return { position: { day, deliveryId, position, row }, asOf: new Date(asOf) };
  } catch {
    throw refuse();
  }
}

function refuse(): Refusal {
  const message = 'This cursor is not one of ours.';
  return new Refusal('invalid', message, [{ path: 'cursor', message }]);
}
