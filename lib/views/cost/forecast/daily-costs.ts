import type { CostSource } from '@/lib/api/contracts/cost';
import type { Reach } from '@/lib/domain/access';
import { addAmounts } from '@/lib/domain/cost/amount';
import type { CostBasis, CostMetric } from '@/lib/domain/cost/billing-delivery';
import { addDays, daysBetween } from '@/lib/store/cost-rollups/cost-question';
import type { KnownDelivery } from '@/lib/store/cost-rollups/known-deliveries';
import type { Database } from '@/lib/store/database/database';
import { askCosts } from '../ask-costs';
import { openCostLedger } from '../cost-ledger';
import { tellsMetric, toCostSources } from '../cost-sources';
import type { CostFilters } from '../to-question';
import { findVisibleOrigins } from '../visible-deliveries';
import { judgeDays } from './judge-days';

/** A slice of the costs by day, and how far each day is told. */
export interface DailyCosts {
  /** The first day and today, UTC. */
  from: string;
  today: string;
  /** By day: every source told it whole, so that what is not there was not charged. Today never is. */
  isTold: readonly boolean[];
  /** By day: what is told may still grow, within days of its delivery. */
  isGrowing: readonly boolean[];
  /** Sources that were to deliver and never did, so that every sum is a floor. */
  silent: readonly string[];
  /** Every source of bills, with what it lacks of these days. */
  sources: readonly Pick<CostSource, 'title' | 'deliveredAt' | 'missing'>[];
  books: readonly DailyBook[];
}

/** The part in one currency and on one basis, which never add. */
export interface DailyBook {
  basis: CostBasis;
  currency: string | null;
  /** By day, exact: what was used. Null: no row. */
  usage: readonly (bigint | null)[];
  /** Purchases, tax, credits and adjustments, on the day they count from. */
  charges: readonly { day: number; category: string; amount: bigint }[];
  /** By day: rows that do not tell the cost. */
  hasUntold: readonly boolean[];
}

/** Whether any row of any day is in a book. */
export function hasRows({ usage, charges, hasUntold }: DailyBook): boolean {
  return charges.length > 0 || hasUntold.some(Boolean) || usage.some((amount) => amount !== null);
}

/** Whole months of history: so many, and the one that is not over. */
const historyMonths = 13;
const usageCategory = 'Usage';

/** Reads a slice by day, over the last thirteen months and this one, as far as somebody may see it. */
export async function readDailyCosts(
  database: Database,
  asked: { filters: CostFilters; metric: CostMetric; reach: Reach; now: Date },
  openLedger = openCostLedger,
): Promise<DailyCosts> {
  const { filters, metric, reach, now } = asked;
  const today = now.toISOString().slice(0, 10);
  const from = toMonthStart(now, -historyMonths);
  const range = { from, to: today };
  const costs = await askCosts(
    database,
    { filters, metric, dimension: 'charge-category', reach, asOf: now },
    openLedger,
  );
  const tally = await costs.read(range, async (reader) => {
    const categories = new Set((await reader.values(range)).entries().map(([{ label }]) => label));
    return reader.series(range, (day) => daysBetween(from, day), categories);
  });
  const { known, connections } = costs;
  const visible = await findVisibleOrigins(database, { deliveries: known, connections }, reach, now);
  const sources = toCostSources(visible.deliveries, visible.connections, {
    metric,
    range,
    asOf: now,
    isFirstBillFirstCost: true,
  }).filter(
    ({ provider }) => provider === null || filters.provider === undefined || filters.provider.includes(provider),
  );
  const count = daysBetween(from, today) + 1;
  const told = judgeDays(sources, { from, count, firstDelivered: findFirst(known, metric) });
  for (const delivery of costs.question.deliveries) if (delivery.rollup === null) forget(told.isTold, delivery, from);
  const books = new Map<string, DraftBook>();
  for (const [{ basis, currency, label, bucket }, { amount, rows, untold }] of tally.entries()) {
    const name = JSON.stringify([basis, currency]);
    const book = books.get(name) ?? draftBook(basis, currency, count);
    books.set(name, book);
    if (untold > 0) book.hasUntold[bucket] = true;
    if (rows === untold) continue;
    // What names no category is taken for use.
    if (label === null || label === usageCategory)
      book.usage[bucket] = addAmounts(...[book.usage[bucket] ?? null, amount].filter((one) => one !== null));
    else book.charges.push({ day: bucket, category: label, amount });
  }
  return { from, today, ...told, silent: findSilent(sources), sources, books: [...books.values()] };
}

/** The first day of a month so many before or after. */
export function toMonthStart(now: Date, shift: number): string {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + shift, 1)).toISOString().slice(0, 10);
}

interface DraftBook extends DailyBook {
  usage: (bigint | null)[];
  charges: { day: number; category: string; amount: bigint }[];
  hasUntold: boolean[];
}

function draftBook(basis: CostBasis, currency: string | null, count: number): DraftBook {
  return {
    basis,
    currency,
    usage: Array.from({ length: count }, () => null),
    charges: [],
    hasUntold: Array.from({ length: count }, () => false),
  };
}

/** From when on anything was delivered at all; null: nothing ever was. */
function findFirst(deliveries: readonly KnownDelivery[], metric: CostMetric): string | null {
  const months = deliveries.filter((one) => one.counts && tellsMetric(one, metric)).map((one) => one.billingMonth);
  return months.toSorted()[0] ?? null;
}

/** The days of a delivery that is not added up are not known. */
function forget(isTold: boolean[], { firstDay, lastDay }: KnownDelivery, from: string): void {
  if (firstDay === null || lastDay === null) return;
  for (let day = firstDay < from ? from : firstDay; day <= lastDay; day = addDays(day, 1)) {
    const index = daysBetween(from, day);
    if (index < isTold.length) isTold[index] = false;
  }
}

function findSilent(sources: readonly CostSource[]): string[] {
  return sources.filter(({ source }) => source === null).map(({ title }) => title);
}
