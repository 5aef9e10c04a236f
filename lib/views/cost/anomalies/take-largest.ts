import type { Amount } from '@/lib/domain/cost/amount';

/** Of each group the `most` that weigh most, whatever their sign; of equal ones those that come first. */
export function takeLargest<T>(
  all: readonly T[],
  most: number,
  { groupOf, amountOf }: { groupOf: (one: T) => string; amountOf: (one: T) => Amount },
): T[] {
  const sizeOf = (one: T) => (amountOf(one) < 0n ? -amountOf(one) : amountOf(one));
  return [...Map.groupBy(all, groupOf).values()].flatMap((own) => {
    if (own.length <= most) return own;
    const sized = own.map((one) => ({ one, size: sizeOf(one) }));
    sized.sort((left, right) => (left.size === right.size ? 0 : left.size > right.size ? -1 : 1));
    return sized.slice(0, most).map(({ one }) => one);
  });
}
