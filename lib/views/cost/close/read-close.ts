import { requirePermission } from '@/lib/access/authorise';
import type { Close, CloseEntry, CloseQuery } from '@/lib/api/contracts/cost-close';
import type { Reach } from '@/lib/domain/access';
import { type Amount, formatAmount, parseAmount } from '@/lib/domain/cost/amount';
import type { CostMetric } from '@/lib/domain/cost/billing-delivery';
import { assessMonth } from '@/lib/store/cost-close/assess-month';
import type { CloseLedger } from '@/lib/store/cost-close/close-ledger';
import { explainClose } from '@/lib/store/cost-close/explain-close';
import { sumMonthLines } from '@/lib/store/cost-close/month-lines';
import { readCountedDeliveries } from '@/lib/store/cost-close/read-close-deliveries';
import {
  readCloseLines,
  readSnapshotDeliveries,
  type StoredClose,
  verifyClose,
} from '@/lib/store/cost-close/read-closes';
import { type ChargeDaySum, lastDayOf, sumChargeDays } from '@/lib/store/cost-close/sum-charge-days';
import { readReconciliation } from '@/lib/store/cost-invoices/read-reconciliation';
import { readKnownDeliveries } from '@/lib/store/cost-rollups/known-deliveries';
import type { Database } from '@/lib/store/database/database';
import { readRateBook } from '@/lib/store/exchange-rates/read-rate-book';
import { openCostLedger } from '@/lib/views/cost/cost-ledger';
import type { ViewContext } from '@/lib/views/view-context';
import { type ComparedLines, isWithin, toCloseBooks } from './close-books';
import { type ComparedMonth, readComparedMonth } from './compared-month';
import { type CloseRates, convertClosed, convertLines, listUsedRates } from './convert-lines';
import { readMonthFloors } from './month-floors';
import { toMonthState } from './month-state';

/**
 * A billing month as it was closed beside what is known of it now or was at another instant, every cent between the two by
 * its cause; and what speaks for and against closing it while it is open. A month nobody closed tells what is known alone.
 */
export async function readClose(
  { actor, database, now }: ViewContext,
  month: string,
  query: CloseQuery,
  openLedger = openCostLedger,
): Promise<Close> {
  const reach = requirePermission(actor, 'cost:read');
  const ledger = await openLedger();
  const asOf = query.asOf === undefined ? now : new Date(query.asOf);
  const compared = await readComparedMonth(database, ledger, { month, number: query.number, asOf });
  const { closes, close } = compared;
  const lines = await readLines(database, ledger, compared, now);
  const state = toMonthState(month, closes[0], now);
  const known = await readKnownDeliveries(database.pool, asOf);
  const isFloor = await readMonthFloors(database, known, { metric: query.metric, reach, asOf, now });
  return {
    at: now.toISOString(),
    month,
    metric: query.metric,
    state,
    asOf: asOf.toISOString(),
    isWhole: reach.everything,
    isFloor: isFloor(month),
    close: close === null ? null : await toEntry(database, close, closes, reach),
    history: closes.map(({ number, closedAt, closedBy, digest, reopening }) => ({
      number,
      closedAt,
      closedBy,
      digest: digest.toString('hex'),
      reopening,
    })),
    checklist: state === 'closed' || !reach.everything ? null : await readChecklist(database, ledger, month, now),
    ...(await tellBooks(database, ledger, { month, asOf, reach, query }, lines, close)),
  };
}

async function readLines(
  { pool }: Database,
  ledger: CloseLedger,
  { close, closed, now }: ComparedMonth,
  at: Date,
): Promise<ComparedLines> {
  const lines = await sumMonthLines(ledger, now);
  if (close === null) return { closed: null, now: lines, causes: [] };
  const kept = await readCloseLines(pool, close.id);
  return { closed: kept, now: lines, causes: await explainClose(pool, ledger, { closeId: close.id, closed, now, at }) };
}

async function tellBooks(
  { pool }: Database,
  ledger: CloseLedger,
  { month, asOf, reach, query }: { month: string; asOf: Date; reach: Reach; query: CloseQuery },
  lines: ComparedLines,
  close: StoredClose | null,
): Promise<Pick<Close, 'books' | 'conversion'>> {
  const mine = <Owned extends { team: string | null; site: string | null }>(some: readonly Owned[]) =>
    some.filter((one) => isWithin(reach, one));
  const seen: ComparedLines = {
    closed: lines.closed === null ? null : mine(lines.closed),
    now: mine(lines.now),
    causes: mine(lines.causes),
  };
  // Charge days are of all bills together: nobody can say whose they are from the sums a close keeps.
  const days = !reach.everything
    ? []
    : close !== null
      ? close.chargeDays
      : await sumChargeDays(pool, ledger, month, asOf);
  const { metric, convertTo } = query;
  if (convertTo === undefined)
    return {
      conversion: null,
      books: toCloseBooks(
        seen,
        metric,
        (basis, currency) =>
          days.find((sum) => sum.basis === basis && sum.currency === currency)?.costs[metric] ?? null,
      ),
    };
  const currencies = [...(seen.closed ?? []), ...seen.now].map(({ currency }) => currency);
  const rates = await readCloseRates(pool, { month, convertTo, currencies, asOf, closedAsOf: close?.asOf ?? null });
  return {
    conversion: { to: convertTo, day: rates.day, ...listUsedRates(currencies, rates) },
    books: toCloseBooks(convertLines(seen, rates), metric, (basis, currency) =>
      sumConvertedDays(
        days.filter((sum) => sum.basis === basis),
        currency,
        metric,
        rates,
      ),
    ),
  };
}

async function readCloseRates(
  pool: Database['pool'],
  asked: {
    month: string;
    convertTo: string;
    currencies: readonly (string | null)[];
    asOf: Date;
    closedAsOf: string | null;
  },
): Promise<CloseRates> {
  const day = lastDayOf(asked.month);
  const currencies = [asked.convertTo, ...asked.currencies.filter((currency) => currency !== null)];
  const read = (asOf: Date) => readRateBook(pool, { currencies, from: day, to: day, asOf });
  const [closed, now] = await Promise.all([
    read(asked.closedAsOf === null ? asked.asOf : new Date(asked.closedAsOf)),
    read(asked.asOf),
  ]);
  return { to: asked.convertTo, day, closed, now };
}

/** What was charged for the days of a month in all currencies that become this one; null: one of them is not known. */
function sumConvertedDays(
  days: readonly ChargeDaySum[],
  currency: string | null,
  metric: CostMetric,
  rates: CloseRates,
): string | null {
  const own = days.filter(
    (sum) => (convertClosed(0n, sum.currency, rates) === null ? sum.currency : rates.to) === currency,
  );
  const amounts = own.map((sum) => {
    const told = sum.costs[metric];
    const amount = told === null ? null : parseAmount(told);
    return amount === null ? null : (convertClosed(amount, sum.currency, rates) ?? amount);
  });
  if (amounts.length === 0 || amounts.includes(null)) return null;
  return formatAmount(amounts.reduce<Amount>((sum, amount) => sum + (amount === null ? 0n : amount), 0n));
}

async function readChecklist({ pool }: Database, ledger: CloseLedger, month: string, now: Date) {
  const deliveries = await readCountedDeliveries(pool, ledger.root, month, now);
  const [lines, reconciled] = await Promise.all([
    sumMonthLines(ledger, deliveries),
    readReconciliation(pool, ledger, month, deliveries),
  ]);
  return assessMonth(pool, { month, now, lines, reconciled });
}

async function toEntry(
  { pool }: Database,
  close: StoredClose,
  closes: readonly StoredClose[],
  reach: Reach,
): Promise<CloseEntry> {
  const before = closes.find(({ id }) => id === close.follows) ?? null;
  const { number, asOf, closedAt, closedBy, comment, overrideReason, ruleVersion, reopening, digest, checklist } =
    close;
  return {
    number,
    asOf,
    closedAt,
    closedBy,
    comment,
    overrideReason,
    ruleVersion,
    reopening,
    digest: digest.toString('hex'),
    isIntact: await verifyClose(pool, close, before),
    // What speaks against a month and the bills it counts are of everything.
    checklist: reach.everything ? checklist : [],
    deliveries: reach.everything
      ? (await readSnapshotDeliveries(pool, close.id)).map(
          ({ deliveryId, title, source, scope, basis, contentHash, arrivedAt, rows }) => ({
            deliveryId,
            title,
            source,
            scope,
            basis,
            contentHash,
            arrivedAt,
            rows,
          }),
        )
      : [],
  };
}
