import { sayGaps } from '@/components/cost/say-gaps';
import type { PeriodForecast } from '@/lib/api/contracts/cost-forecast';
import { formatQuantity } from '@/lib/format/format-number';

/** Which sources of bills a period lacks, of how many, on which days and why; null: none. */
export function sayMissing({ total, incomplete, missing }: PeriodForecast['sources']): string | null {
  if (missing.length === 0) return null;
  return `${incomplete} of ${formatQuantity(total, 'billing source')} incomplete: ${sayGaps(missing)}`;
}

/** What missing sources mean for the probability that a budget is passed, in a sentence. */
export function sayMissingMeans({ end }: { end: { atLeast: boolean } | null }, probability: number | null): string {
  if (probability === 1) return 'It is passed for certain all the same.';
  if (probability === null || end === null) return 'Whether the budget will be passed cannot be said.';
  return end.atLeast
    ? 'Nothing stands in for what is missing, so the probability to pass the budget is at least what it says.'
    : 'What was expected stands in for the days that are missing, and the probability to pass the budget hangs on it.';
}
