import { z } from 'zod';
import { addAmounts, compareAmounts, formatAmount, readAmount } from '@/lib/domain/cost/amount';
import type { CostMetric } from '@/lib/domain/cost/billing-delivery';

/** What rows of one billing account come to in one currency. Amounts are exact decimals; null: no row tells it. */
export interface AccountSum {
  account: string;
  currency: string | null;
  billed: string | null;
  effective: string | null;
}

export const accountSumsSchema = z
  .array(
    z.object({
      account: z.string(),
      currency: z.string().nullable(),
      billed: z.string().nullable(),
      effective: z.string().nullable(),
    }),
  )
  .nullable();

/** Sums of several files together, an account and currency once each. */
export function addAccountSums(files: readonly (readonly AccountSum[])[]): AccountSum[] {
  const groups = Map.groupBy(files.flat(), ({ account, currency }) => JSON.stringify([account, currency]));
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { account, currency } = first;
    return [{ account, currency, billed: add(group, 'billed'), effective: add(group, 'effective') }];
  });
}

function add(group: readonly AccountSum[], cost: 'billed' | 'effective'): string | null {
  const told = group.flatMap((sum) => sum[cost] ?? []);
  return told.length === 0 ? null : formatAmount(addAmounts(...told.map(readAmount)));
}

/**
 * Whether other deliveries tell at least what one tells of an account, in every currency. False too where it is not known
 * what one of them comes to.
 */
export function tellAtLeast(
  others: readonly (readonly AccountSum[] | null)[],
  own: readonly AccountSum[] | null,
  account: string,
  metric: CostMetric,
): boolean {
  if (own === null || others.includes(null)) return false;
  const cost = metric === 'billed' ? 'billed' : 'effective';
  const theirs = addAccountSums(others.flatMap((sums) => (sums === null ? [] : [sums])));
  return own
    .filter((sum) => sum.account === account)
    .every((sum) => {
      const told = theirs.find((one) => one.account === account && one.currency === sum.currency)?.[cost] ?? null;
      const wanted = sum[cost];
      if (wanted === null) return true;
      return told !== null && compareAmounts(readAmount(told), readAmount(wanted)) >= 0;
    });
}
