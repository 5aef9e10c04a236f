import type pg from 'pg';
import { z } from 'zod';
import type { ChecklistFinding } from '@/lib/domain/cost/checklist-finding';
import type { ChecklistItem, ChecklistState } from '@/lib/domain/cost/close-checklist';
import type { ReconciledLine } from '@/lib/domain/cost/reconcile-invoices';
import { type KnownDelivery, readKnownDeliveries } from '@/lib/store/cost-rollups/known-deliveries';
import { findOverlaps, isOverlapUntold } from './find-overlaps';
import { type CostConnection, findUntold, toUnsettled } from './find-untold';
import { endOf, lastDayOf } from './sum-charge-days';
import type { CloseLine } from './sum-close-lines';

const connectionSchema = z.object({ id: z.string(), name: z.string() });

/** What a checklist is made from. `lines`: the month's figures as they are known at `now`. */
interface MonthFacts {
  month: string;
  now: Date;
  lines: readonly CloseLine[];
  reconciled: readonly ReconciledLine[];
}

/** What speaks for and against closing a month at this instant, in the order people look at it. */
export async function assessMonth(pool: pg.Pool, facts: MonthFacts): Promise<ChecklistItem[]> {
  const [known, connections] = await Promise.all([
    readKnownDeliveries(pool, facts.now),
    readConnections(pool, facts.now),
  ]);
  return toChecklist(known, connections, facts);
}

/** The connections that are to read costs, and did so before the month was over. */
async function readConnections(pool: pg.Pool, now: Date): Promise<CostConnection[]> {
  const { rows } = await pool.query(
    `SELECT c.id, c.name FROM connection c JOIN collection_schedule s ON s.connection_id = c.id
     WHERE s.capability = 'cost' AND c.created_at <= $1 ORDER BY c.name`,
    [now],
  );
  return connectionSchema.array().parse(rows);
}

/** The same from facts alone. */
export function toChecklist(
  known: readonly KnownDelivery[],
  connections: readonly CostConnection[],
  { month, now, lines, reconciled }: MonthFacts,
): ChecklistItem[] {
  const ofMonth = known.filter(({ billingMonth }) => billingMonth === `${month}-01`);
  const counting = ofMonth.filter(({ counts }) => counts);
  const refused = ofMonth.filter(({ state }) => state === 'quarantined');
  const overlaps = findOverlaps(ofMonth);
  return [
    toItem('month-over', 'refused', now < endOf(month) ? [{ code: 'month-not-over', lastDay: lastDayOf(month) }] : []),
    toItem(
      'added-up',
      'refused',
      counting.filter(({ rollup }) => rollup === null).map(({ title }) => ({ code: 'not-added-up', title })),
    ),
    toItem('missing', 'override', findUntold(known, connections, month)),
    toItem(
      'quarantined',
      refused.every(({ isDismissed }) => isDismissed) ? 'notice' : 'override',
      refused.map(({ title, rejectedRows: rows, isDismissed }) => ({ code: 'unread', title, rows, isDismissed })),
    ),
    toItem('overlapping', overlaps.some(isOverlapUntold) ? 'override' : 'notice', overlaps),
    toItem(
      'unsettled',
      'notice',
      counting.flatMap((delivery) => toUnsettled(delivery, connections)),
    ),
    toItem(
      'estimates',
      'notice',
      counting.filter(({ basis }) => basis !== 'billed').map(({ title }) => ({ code: 'estimate', title })),
    ),
    toItem('unallocated', 'notice', findUnallocated(lines)),
    toItem('invoices', 'notice', reconciled.flatMap(toUnreconciled)),
  ];
}

function toItem(
  id: ChecklistItem['id'],
  state: Exclude<ChecklistState, 'clear'>,
  found: ChecklistFinding[],
): ChecklistItem {
  return { id, state: found.length === 0 ? 'clear' : state, found };
}

/** What of the effective costs no team bears, of each currency and basis. */
function findUnallocated(lines: readonly CloseLine[]): ChecklistFinding[] {
  const books = Map.groupBy(lines, ({ currency, basis }) => JSON.stringify([currency, basis]));
  return [...books.values()].flatMap((own): ChecklistFinding[] => {
    const [first] = own;
    if (first === undefined) return [];
    const sum = (some: readonly CloseLine[]) =>
      some.reduce((total, { sums }) => (sums.effective.amount === null ? total : total + sums.effective.amount), 0n);
    const [whole, unallocated] = [sum(own), sum(own.filter(({ team }) => team === null))];
    if (unallocated === 0n) return [];
    const tenths = whole <= 0n || unallocated < 0n ? null : Number((unallocated * 1000n) / whole);
    return [{ code: 'no-team', currency: first.currency, basis: first.basis, tenths }];
  });
}

function toUnreconciled(line: ReconciledLine): ChecklistFinding[] {
  const { state, provider, billingAccount, invoiceNumbers } = line;
  return state === 'matched' ? [] : [{ code: 'invoice', state, provider, billingAccount, invoiceNumbers }];
}
