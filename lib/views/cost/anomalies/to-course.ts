import { type Amount, formatAmount } from '@/lib/domain/cost/amount';
import type { CourseStep } from '@/lib/store/cost-anomalies/anomaly-row';
import type { Candidate } from './find-candidates';

/** So many steps before and after an anomaly are told with it. */
const before = { daily: 35, monthly: 12 };
const after = 7;

/** What was charged and expected from some steps before an anomaly to some after it. */
export function toCourse({ slice, found, expectations }: Candidate): CourseStep[] {
  const start = Math.max(0, found.first - before[slice.rhythm]);
  return slice.points.slice(start, found.last + after + 1).map(({ from, to, amount }, index) => {
    const expected = expectations[start + index] ?? null;
    return {
      from,
      to,
      actual: write(amount),
      expected: write(expected?.middle ?? null),
      low: write(expected?.low ?? null),
      high: write(expected?.high ?? null),
    };
  });
}

const write = (amount: Amount | null) => (amount === null ? null : formatAmount(amount));
