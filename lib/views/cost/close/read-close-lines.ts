import { requirePermission } from '@/lib/access/authorise';
import type { CloseLines, CloseLinesQuery } from '@/lib/api/contracts/cost-close';
import { Refusal } from '@/lib/domain/refusal';
import { listLines } from '@/lib/store/cost-close/list-lines';
import { openCostLedger } from '@/lib/views/cost/cost-ledger';
import type { ViewContext } from '@/lib/views/view-context';
import { readComparedMonth } from './compared-month';

const pageSize = 50;

/** The lines of the bills that one cause changed since a month was closed, the largest change first. */
export async function readCloseChanges(
  { actor, database, now }: ViewContext,
  month: string,
  { metric, asOf, number, cause, basis, currency, offset }: CloseLinesQuery,
  openLedger = openCostLedger,
): Promise<CloseLines> {
  const reach = requirePermission(actor, 'cost:read');
  const ledger = await openLedger();
  const at = asOf === undefined ? now : new Date(asOf);
  const compared = await readComparedMonth(database, ledger, { month, number, asOf: at });
  if (compared.close === null) throw new Refusal('not-found', `${month} was never closed.`);
  const found = await listLines(ledger, compared.closed, compared.now, {
    metric,
    cause,
    basis,
    currency: currency === '' ? null : currency,
    reach: reach.everything ? null : reach,
    offset,
    limit: pageSize,
  });
  return {
    at: now.toISOString(),
    items: found.slice(0, pageSize).map(({ rows_then, rows_now, quantity_then, quantity_now, ...line }) => ({
      ...line,
      rowsThen: rows_then,
      rowsNow: rows_now,
      quantityThen: quantity_then,
      quantityNow: quantity_now,
    })),
    nextOffset: found.length > pageSize ? offset + pageSize : null,
  };
}
