import type { CostSource } from '@/lib/api/contracts/cost';
import { billingSources } from '@/lib/domain/cost/billing-delivery';
import { toCompleteTo } from '@/lib/domain/cost/settling';
import { addDays, type DayRange } from '@/lib/store/cost-rollups/cost-question';
import type { KnownDelivery } from '@/lib/store/cost-rollups/known-deliveries';
import { toProvider } from '@/lib/views/cost/cost-sources';

/** What is known of a provider's costs on a day. */
export interface DayStanding {
  /** Every source of the provider tells the day whole. */
  isKnown: boolean;
  /** A file that somebody imported covers the day: known where it has a row of the provider. */
  isOfFiles: boolean;
  isSettled: boolean;
}

/**
 * Which days of a range are known of a provider, by its sources and deliveries. A day that no delivery covers, or that any
 * of its sources is missing from, is not known, which is not nought.
 */
export function toStandings(
  provider: string,
  sources: readonly CostSource[],
  deliveries: readonly KnownDelivery[],
  range: DayRange,
): Map<string, DayStanding> {
  const own = sources.filter((source) => source.provider === provider);
  const covered = { own: new Set<string>(), files: new Set<string>() };
  for (const delivery of deliveries) {
    const source = billingSources.find((one) => one === delivery.source);
    if (source === undefined || !delivery.counts || delivery.rollup === null) continue;
    const of = toProvider(source);
    if (of !== null && of !== provider) continue;
    const { basis, billingMonth, deliveredAt, arrivedAt } = delivery;
    const to = toCompleteTo({ source, basis, billingMonth, deliveredAt: deliveredAt ?? arrivedAt });
    for (const day of eachDay({ from: later(billingMonth, range.from), to: earlier(to, range.to) }))
      covered[of === null ? 'files' : 'own'].add(day);
  }
  const isMissing = (day: string) =>
    own.some(({ missing }) => missing.some(({ from, to }) => from <= day && day <= to));
  const unsettled = own.map(({ unsettledFrom }) => unsettledFrom).filter((day) => day !== null);
  return new Map(
    eachDay(range).map((day) => [
      day,
      {
        isKnown: covered.own.has(day) && !isMissing(day),
        isOfFiles: !covered.own.has(day) && covered.files.has(day),
        isSettled: unsettled.every((from) => day < from),
      },
    ]),
  );
}

/** The days of a range, both ends included; none when it ends before it begins. */
export function eachDay({ from, to }: DayRange): string[] {
  const days: string[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);
  return days;
}

const later = (one: string, other: string) => (one > other ? one : other);
const earlier = (one: string, other: string) => (one < other ? one : other);
