import { daily, monthly } from '@/lib/analytics/anomalies/cost-point';
import { detectAnomalies, type Expectation, type FoundAnomaly } from '@/lib/analytics/anomalies/detect-anomalies';
import { median, toEstimate, toNumber } from '@/lib/analytics/anomalies/statistics';
import type { Amount } from '@/lib/domain/cost/amount';
import type { Slice } from './slice';

/** An anomaly of a slice, with what was expected of each of its steps. */
export interface Candidate {
  slice: Slice;
  found: FoundAnomaly;
  expectations: readonly (Expectation | null)[];
  /** Places of all steps of the slice that are out, of this and other anomalies. */
  out: ReadonlySet<number>;
}

/** Less than this in one day is never told: units of a currency with two fractional digits. */
const leastMoney = 20;
/** Nor what is less than this part of a usual day of all providers. */
const leastShare = 0.002;
/** A month's one-offs are weighed against so many days. */
const daysOfMonth = 10;

/** The anomalies of all slices from a day on. */
export function findCandidates(slices: readonly Slice[], from: string): Candidate[] {
  const usualDays = toUsualDays(slices);
  return slices.flatMap((slice) => {
    const minimum = minimumOf(slice, usualDays);
    // Most slices never come to the money that counts.
    if (slice.points.every(({ amount }) => amount === null || sizeOf(amount) < minimum)) return [];
    const { anomalies, expectations } = detectAnomalies(
      slice.points,
      slice.rhythm === 'daily' ? daily : monthly,
      minimum,
    );
    const out = new Set(anomalies.flatMap(({ steps }) => steps));
    return anomalies
      .filter(({ last }) => (slice.points[last]?.to ?? '') >= from)
      .map((found) => ({ slice, found, expectations, out }));
  });
}

const sizeOf = (amount: Amount) => (amount < 0n ? -amount : amount);

/** By currency and basis what all providers come to on a usual day. */
function toUsualDays(slices: readonly Slice[]): Map<string, number> {
  const wholes = slices.filter(({ dimension, rhythm }) => dimension === 'provider' && rhythm === 'daily');
  const usual = [...Map.groupBy(wholes, bookOf)].map(([book, ofBook]): [string, number] => {
    const middles = ofBook.map(({ points }) => {
      const known = points.flatMap(({ amount }) => (amount === null ? [] : [Math.abs(toNumber(amount))]));
      return known.length === 0 ? 0 : median(known);
    });
    return [book, middles.reduce((sum, one) => sum + one, 0)];
  });
  return new Map(usual);
}

const bookOf = ({ currency, basis }: Slice) => JSON.stringify([currency, basis]);

/** What is less money in one step is never told. */
function minimumOf(slice: Slice, usualDays: ReadonlyMap<string, number>): Amount {
  const usual = usualDays.get(bookOf(slice));
  const share = usual === undefined ? 0 : usual * leastShare;
  const least = Math.max(share, leastMoney * coinsOf(slice.currency));
  return toEstimate(slice.rhythm === 'daily' ? least : least * daysOfMonth);
}

/** How many times as many units a currency counts in as one with two fractional digits: 100 of one without. */
function coinsOf(currency: string | null): number {
  if (currency === null) return 1;
  const { maximumFractionDigits = 2 } = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions();
  return 10 ** (2 - maximumFractionDigits);
}
