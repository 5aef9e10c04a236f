import type { Cost, CostBook, CostConversion } from '@/lib/api/contracts/cost';
import { formatDays } from '@/lib/format/format-day';
import { formatQuantity } from '@/lib/format/format-number';

/** How an amount came to be in another currency, in a sentence or two. */
export const conversionRule =
  'Each day is converted by the rate of its charge day; where none was fixed, by the last one of the seven days before it. Two currencies that no rate tells directly are crossed through the euro, by rates of one day.';

/** A currency in a sentence; null is what names none. */
export function nameCurrency(currency: string | null): string {
  return currency ?? 'What names no currency';
}

type BookConversion = CostConversion['books'][number];

/** What was converted in a book; null: the book is as it was billed. */
export function findConversion(
  { conversion }: Pick<Cost, 'conversion'>,
  { basis, currency }: Pick<CostBook, 'basis' | 'currency'>,
): BookConversion | null {
  if (conversion === null || currency !== conversion.to) return null;
  const found = conversion.books.find((one) => one.basis === basis);
  return found?.from.some((origin) => origin.currency !== currency) === true ? found : null;
}

/** What no rate tells, a sentence for each currency and basis; of the days compared with too. */
export function sayUnconverted({ to, unconverted }: CostConversion): string[] {
  return unconverted.map(({ currency, from, to: last, days, isBefore }) => {
    const when = `${formatQuantity(days, 'day')} of ${formatDays(from, last)}${isBefore ? ', which it is compared with' : ''}`;
    return currency === null
      ? `Bills of ${when} name no currency.`
      : `No rate from ${currency} to ${to} is known for ${when}.`;
  });
}
