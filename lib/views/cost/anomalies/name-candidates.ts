import { parseAmount } from '@/lib/domain/cost/amount';
import type { KnownAnomaly } from '@/lib/store/cost-anomalies/read-anomalies';
import type { Candidate } from './find-candidates';
import { daysOf } from './resolve-events';
import { toIdentity, toSliceText } from './slice';

/**
 * The identity of each candidate. One that shares days with a known anomaly of its slice and side goes on as that one, with
 * what people said of it, although bills moved its first day; no known anomaly is gone on with twice.
 */
export function nameCandidates(
  candidates: readonly Candidate[],
  known: readonly KnownAnomaly[],
): (candidate: Candidate) => string {
  const left = new Map(known.map((one) => [one.identity, one]));
  const names = new Map<Candidate, string>();
  const own = (candidate: Candidate) => toIdentity(candidate.slice, daysOf(candidate).from);
  for (const candidate of candidates) if (left.delete(own(candidate))) names.set(candidate, own(candidate));
  const bySlice = Map.groupBy(left.values(), toSliceText);
  for (const candidate of candidates) {
    if (names.has(candidate)) continue;
    const before = bySlice
      .get(toSliceText(candidate.slice))
      ?.find((one) => left.has(one.identity) && isOf(candidate, one));
    if (before === undefined) continue;
    left.delete(before.identity);
    names.set(candidate, before.identity);
  }
  return (candidate) => names.get(candidate) ?? own(candidate);
}

function isOf(candidate: Candidate, { impact, fromDay, toDay }: KnownAnomaly): boolean {
  const { from, to } = daysOf(candidate);
  const before = parseAmount(impact);
  return from <= toDay && fromDay <= to && before !== null && before > 0n === candidate.found.impact > 0n;
}
