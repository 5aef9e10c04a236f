import type { Budget } from '@/lib/api/contracts/cost-budgets';
import { costDimensions } from '@/lib/domain/cost/cost-dimension';
import { costDimensionWords, nameCostValue } from '@/lib/format/cost-words';
import { serialiseCost } from '@/lib/queries/cost-url';
import { toBookName } from '../cost/book-name';

/** What a budget counts, in words: `Team: vision, speech; Region: us-east-1`. */
export function saySlice(filters: Budget['terms']['filters']): string {
  const parts = costDimensions.flatMap((dimension) => {
    const values = filters[dimension];
    if (values === undefined || values.length === 0) return [];
    return [
      `${costDimensionWords[dimension].title}: ${values.map((value) => nameCostValue(dimension, value)).join(', ')}`,
    ];
  });
  return parts.length === 0 ? 'All costs' : parts.join('; ');
}

/** Where the costs of a budget's month so far can be taken apart. */
export function toExploreHref({ filters, metric, currency, basis }: Budget['terms']): string {
  const chosen = Object.fromEntries(
    Object.entries(filters).flatMap(([dimension, values]) => (values === undefined ? [] : [[dimension, [...values]]])),
  );
  return `/cost${serialiseCost({ ...chosen, metric, from: 'month', book: toBookName({ currency, basis }) })}`;
}
