import { requirePermission } from '@/lib/access/authorise';
import type { CloseMonthItem, Closes, ClosesQuery } from '@/lib/api/contracts/cost-close';
import type { Reach } from '@/lib/domain/access';
import { type Amount, formatAmount } from '@/lib/domain/cost/amount';
import type { CostBasis, CostMetric } from '@/lib/domain/cost/billing-delivery';
import { readCloses as readStoredCloses } from '@/lib/store/cost-close/read-closes';
import { type ClosedBook, sumClosedBooks } from '@/lib/store/cost-close/sum-closed-books';
import { type KnownDelivery, readKnownDeliveries } from '@/lib/store/cost-rollups/known-deliveries';
import type { Database } from '@/lib/store/database/database';
import { chooseCuts, nothingToRead, readFromRollups } from '@/lib/views/cost/cost-reader';
import { toQuestion } from '@/lib/views/cost/to-question';
import type { ViewContext } from '@/lib/views/view-context';
import { readMonthFloors } from './month-floors';
import { toMonthState } from './month-state';

/** A book as it is known now. */
interface NowBook {
  basis: CostBasis;
  currency: string | null;
  amount: Amount;
  rows: number;
  untold: number;
}

/** Every billing month with bills or a close, the newest first: how it stands, what it came to at its close and now. */
export async function readCloses({ actor, database, now }: ViewContext, { metric }: ClosesQuery): Promise<Closes> {
  const reach = requirePermission(actor, 'cost:read');
  const [closes, known] = await Promise.all([readStoredCloses(database.pool), readKnownDeliveries(database.pool, now)]);
  const counting = known.filter(({ counts }) => counts);
  const months = [
    ...new Set([...closes.map(({ month }) => month), ...counting.map(({ billingMonth }) => billingMonth.slice(0, 7))]),
  ];
  const lasts = new Map(months.map((month) => [month, closes.find((close) => close.month === month)]));
  const ids = [...lasts.values()].flatMap((close) => (close === undefined ? [] : [close.id]));
  const closed = await sumClosedBooks(database.pool, ids, metric, reach.everything ? null : reach);
  const isFloor = await readMonthFloors(database, known, { metric, reach, asOf: now, now });
  const items: CloseMonthItem[] = [];
  for (const month of months.sort().reverse()) {
    const last = lasts.get(month);
    const ofMonth = counting.filter(({ billingMonth }) => billingMonth.slice(0, 7) === month);
    const books = await sumNow(database, ofMonth, metric, reach);
    items.push({
      month,
      state: toMonthState(month, last, now),
      number: last?.number ?? null,
      closedAt: last?.closedAt ?? null,
      closedBy: last?.closedBy ?? null,
      books: toBooks(last === undefined ? null : closed.filter(({ closeId }) => closeId === last.id), books),
      isFloor: ofMonth.some(({ rollup }) => rollup === null) || isFloor(month),
    });
  }
  return { at: now.toISOString(), metric, items };
}

/** What the deliveries of a month come to, from their sums over all days. */
async function sumNow(
  { pool }: Database,
  deliveries: readonly KnownDelivery[],
  metric: CostMetric,
  reach: Reach,
): Promise<NowBook[]> {
  const question = toQuestion(deliveries, {}, { metric, dimension: null, reach });
  const cuts = chooseCuts(question);
  if (cuts === null) throw new TypeError('A cut holds sums by team and site.');
  const isNothing = !reach.everything && reach.sites.length === 0 && reach.teams.length === 0;
  const reader = isNothing ? nothingToRead : readFromRollups(pool, question, cuts);
  const days = question.deliveries.flatMap(({ firstDay, lastDay }) =>
    firstDay === null || lastDay === null ? [] : [firstDay, lastDay],
  );
  const [from, to] = [days.toSorted()[0], days.toSorted().at(-1)];
  if (from === undefined || to === undefined) return [];
  const tally = await reader.whole({ from, to }, () => 0);
  return [...tally.entries()].map(([{ basis, currency }, { amount, rows, untold }]) => ({
    basis,
    currency,
    amount,
    rows,
    untold,
  }));
}

function toBooks(closed: readonly ClosedBook[] | null, now: readonly NowBook[]): CloseMonthItem['books'] {
  const nameOf = ({ basis, currency }: { basis: string; currency: string | null }) => JSON.stringify([basis, currency]);
  const names = new Map([...(closed ?? []), ...now].map((book) => [nameOf(book), book]));
  return [...names]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, { basis, currency }]) => {
      const before = closed?.find((book) => nameOf(book) === name);
      const after = now.find((book) => nameOf(book) === name);
      const isKnown = after === undefined || after.rows > after.untold;
      const nowAmount = after === undefined ? 0n : after.amount;
      return {
        basis,
        currency,
        closed:
          closed === null
            ? null
            : {
                amount: before === undefined || before.amount === null ? null : formatAmount(before.amount),
                untoldRows: before === undefined ? 0 : before.untold,
              },
        now: {
          amount: after === undefined || !isKnown ? null : formatAmount(nowAmount),
          untoldRows: after === undefined ? 0 : after.untold,
        },
        difference:
          closed === null || !isKnown || before?.amount === null
            ? null
            : formatAmount(nowAmount - (before === undefined ? 0n : before.amount)),
      };
    });
}
