import type { BillingMonth } from '@/lib/domain/cost/billing-delivery';

/** Providers keep bills for seven years at most. */
const mostMonths = 84;
/** A month is billed anew until its support, refunds and credits are settled, which takes into the month after the next. */
const restatedMonths = 2;

/** The months to ask for, oldest first: the current one and those that may still change, or at first all there may be. */
export function toBillingMonths(now: Date, isFirst: boolean): BillingMonth[] {
  const before = isFirst ? mostMonths - 1 : restatedMonths;
  return Array.from({ length: before + 1 }, (_, index) => {
    const at = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - before + index));
    return `${at.getUTCFullYear()}-${String(at.getUTCMonth() + 1).padStart(2, '0') as `${number}`}` as const;
  });
}
