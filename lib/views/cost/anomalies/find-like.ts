import { type Amount, parseAmount } from '@/lib/domain/cost/amount';
import type { KnownAnomaly } from '@/lib/store/cost-anomalies/read-anomalies';
import type { Candidate } from './find-candidates';
import { toSliceText } from './slice';

/** What is expected may be so much larger the next time, in hundredths. */
const mostGrowth = 125n;

/**
 * Of other anomalies the one of the same slice that somebody called expected and that this one is like: on the same side,
 * and a day of it at most a quarter larger. Its id; null: there is none, and it raises an alarm.
 */
export function findLike({ slice, found }: Candidate, known: readonly KnownAnomaly[]): string | null {
  const like = known.find(
    (one) =>
      one.state === 'expected' &&
      one.expectedBy === null &&
      toSliceText(one) === toSliceText(slice) &&
      isAlike(found.impact, found.steps.length, one),
  );
  return like?.id ?? null;
}

function isAlike(impact: Amount, steps: number, expected: KnownAnomaly): boolean {
  const other = parseAmount(expected.impact);
  if (other === null || impact > 0n !== other > 0n) return false;
  const expectedSteps = expected.rhythm === 'monthly' ? 1 : daysBetween(expected.fromDay, expected.toDay) + 1;
  const sizeOf = (amount: Amount) => (amount < 0n ? -amount : amount);
  return sizeOf(impact) * BigInt(expectedSteps) * 100n <= sizeOf(other) * BigInt(steps) * mostGrowth;
}

const dayMs = 86_400_000;
const daysBetween = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / dayMs;
