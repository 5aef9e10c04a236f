import type { BudgetState } from '@/lib/api/contracts/cost-budgets';
import type { PeriodForecast, Spent } from '@/lib/api/contracts/cost-forecast';
import { formatDay } from '@/lib/format/format-day';
import { formatMoney } from '@/lib/format/format-money';

/** From least to most: `$900.00 to $1,100.00`. */
export function sayBand({ low, high }: { low: string; high: string }, currency: string | null): string {
  return `${formatMoney(low, currency)} to ${formatMoney(high, currency)}`;
}

/** What the period is expected to come to, or why that cannot be said, in a sentence or two. */
export function sayEnd({ end, to, why }: PeriodForecast, currency: string | null): string {
  if (end === null) return why ?? 'What it will come to cannot be said.';
  const floor = end.atLeast ? 'at least ' : '';
  const expected = `Expected by ${formatDay(to)}: ${floor}about ${formatMoney(end.amount, currency)}`;
  if (end.band80 === null) return why === null ? `${expected}.` : `${expected}. ${why}`;
  return `${expected}, with 80 % probability ${sayBand(end.band80, currency)}.`;
}

/** A probability in whole percent, never told as certain while it is not: `23 %`, `under 1 %`; of a floor `at least 23 %`. */
export function sayProbability(probability: number, isFloor: boolean): string {
  if (probability === 1) return 'certain';
  const percent = Math.round(probability * 100);
  if (percent > 99) return 'over 99 %';
  if (percent < 1) return isFloor ? 'not known' : 'under 1 %';
  return `${isFloor ? 'at least ' : ''}${percent} %`;
}

/** Why nothing is said of what is spent: nought would be a floor that says nothing. */
export const nothingSpentWords = {
  'not-told': {
    word: 'Nothing told yet',
    wordAfter: 'Nothing told',
    says: 'Nothing is told of this period.',
  },
  'no-charges': {
    word: 'No charges yet',
    wordAfter: 'No charges told',
    says: 'The days that are told have no row of these costs; more may be told.',
  },
} as const satisfies Record<NonNullable<Spent['nothing']>, { word: string; wordAfter: string; says: string }>;

/** How a budget stands, in words and with the tone of its sign. */
export const budgetStateWords = {
  over: { tone: 'critical', word: 'Over budget', says: 'What is told already is more than the budget.' },
  'likely-over': { tone: 'warning', word: 'Likely to go over', says: 'At least as likely as not to pass the budget.' },
  near: { tone: 'warning', word: 'May go over', says: 'At least 20 % likely to pass the budget.' },
  'on-course': { tone: 'healthy', word: 'On course', says: 'Under 20 % likely to pass the budget.' },
  unknown: { tone: 'unknown', word: 'Cannot say', says: 'What it will come to cannot be forecast, or only in part.' },
} as const satisfies Record<BudgetState, { tone: string; word: string; says: string }>;

/** A share as percent with a digit: `3.1 %`. */
export function sayShare(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
