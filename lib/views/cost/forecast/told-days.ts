import type { PeriodForecast, Spent } from '@/lib/api/contracts/cost-forecast';
import { addAmounts, formatAmount } from '@/lib/domain/cost/amount';
import type { PeriodDays } from '@/lib/domain/cost/budget-period';
import { addDays } from '@/lib/store/cost-rollups/cost-question';
import { hasRows } from './daily-costs';
import type { BookForecast } from './forecast-book';

/** What is told of a period. Sums are exact. */
interface ToldDays {
  days: { day: string; told: string | null; atLeast: boolean }[];
  /** Null: nothing is told, or nothing is charged on days that may still grow. */
  spent: bigint | null;
  /** Why there is no sum; null: there is one. */
  nothing: Spent['nothing'];
  /** Something of the days that are past is missing or may still grow. */
  atLeast: boolean;
  /** Something is missing that no forecast makes up for: rows without the cost, or a source that never delivered. */
  isShort: boolean;
}

/**
 * The running sum of what is told from the first to the last day of a period, counted as the costs count their days. Days
 * without a row are nought where all of them are told whole; a floor of nought is none.
 */
export function toToldDays(
  { costs, book }: Pick<BookForecast, 'costs' | 'book'>,
  first: number,
  last: number,
): ToldDays {
  const { isTold, isGrowing, silent, from } = costs;
  const today = isTold.length - 1;
  const charged = Map.groupBy(book.charges, ({ day }) => day);
  // What no row of any day tells may be spelled wrong, or of another currency: nought would say too much.
  const isOfRows = hasRows(book);
  let sum: bigint | null = null;
  let isCharged = false;
  let isOpen = silent.length > 0;
  let isShort = silent.length > 0;
  let [isAnyTold, isAnyUntold] = [false, false];
  const isSaid = () => sum !== null && (isCharged || (isOfRows && !isOpen));
  const days = Array.from({ length: last - first + 1 }, (_, offset) => {
    const index = first + offset;
    const usage = book.usage[index] ?? null;
    const charges = charged.get(index) ?? [];
    if (usage !== null || charges.length > 0) isCharged = true;
    if (isTold[index] === true) isAnyTold = true;
    if (isCharged || isTold[index] === true) {
      sum = addAmounts(...[sum, usage].filter((one) => one !== null), ...charges.map(({ amount }) => amount));
    }
    if (index < today) {
      if (isTold[index] !== true || isGrowing[index] === true) isOpen = true;
      if (book.hasUntold[index] === true) isOpen = isShort = isAnyUntold = true;
    }
    // Months to come may have charges already; they show on their day.
    const isPast = index <= today || charges.length > 0;
    return {
      day: addDays(from, index),
      told: sum === null || !isPast || !isSaid() ? null : formatAmount(sum),
      atLeast: isOpen,
    };
  });
  const spent = isSaid() ? sum : null;
  const none = isAnyTold && !isAnyUntold ? 'no-charges' : 'not-told';
  return { days, spent, nothing: spent === null ? none : null, atLeast: isOpen, isShort };
}

/** The same as the API tells it. */
export function toSpent({ spent, atLeast, nothing }: ToldDays): Spent {
  return { amount: spent === null ? null : formatAmount(spent), atLeast, nothing };
}

/** What sources lack of a period, cut to its days. One of which nothing counts, since others tell it, is none of them. */
export function toPeriodSources(
  { sources }: Pick<BookForecast['costs'], 'sources'>,
  { from, to }: PeriodDays,
): PeriodForecast['sources'] {
  const counting = sources.filter(({ deliveredAt, missing }) => deliveredAt !== null || missing.length > 0);
  const gaps = counting.map(({ title, missing }) =>
    missing
      .filter((gap) => gap.from <= to && from <= gap.to)
      .map(({ why, ...gap }) => ({
        title,
        from: gap.from < from ? from : gap.from,
        to: gap.to > to ? to : gap.to,
        why,
      })),
  );
  return {
    total: counting.length,
    incomplete: gaps.filter((ofSource) => ofSource.length > 0).length,
    missing: gaps.flat(),
  };
}
