import type { Amount } from '@/lib/domain/cost/amount';

/**
 * The part of one of `count` equal stretches, the first being 0, of an amount that is not negative. All parts add up to it
 * to the last digit, and no two differ by more than that digit.
 */
export function evenPart(amount: Amount, index: number, count: number): Amount {
  const upTo = (end: number) => (amount * BigInt(end)) / BigInt(count);
  return upTo(index + 1) - upTo(index);
}
