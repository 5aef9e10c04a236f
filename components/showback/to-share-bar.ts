import { compareAmounts, readAmount } from '@/lib/domain/cost/amount';

/** How long a bar is, in percent of the longest; null: a credit, or not known, has none. It is drawn, never told. */
export function toShareBar(amount: string | null, all: readonly (string | null)[]): number | null {
  const sizes = all.filter((one) => one !== null).map(readAmount);
  const longest = sizes.toSorted(compareAmounts).at(-1);
  const own = amount === null ? null : readAmount(amount);
  if (own === null || longest === undefined || own <= 0n) return null;
  return Math.max(Number((own * 1000n) / longest) / 10, 0.5);
}
