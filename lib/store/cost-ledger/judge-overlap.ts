import type { CostMetric } from '@/lib/domain/cost/billing-delivery';
import { tellsCost } from '@/lib/store/cost-close/close-delivery';
import type { KnownDelivery } from '@/lib/store/cost-rollups/known-deliveries';
import { tellAtLeast } from './account-sums';

/** Charge days, both ends included. */
interface UntoldDays {
  from: string;
  to: string;
}

/** What becomes of the costs of a delivery that does not count because others tell them. */
export interface Overlap {
  /** The deliveries that count and tell the cost of one of its accounts. */
  by: KnownDelivery[];
  /** Its accounts of which they tell none of it, less of it, or nobody knows how much. */
  untoldAccounts: string[];
  /** Its days before the first, and after the last, that they tell of every account. */
  untoldDays: { before: UntoldDays | null; after: UntoldDays | null };
}

/** Whether others tell all of it, so that no total lacks it. */
export function isToldElsewhere({ by, untoldAccounts, untoldDays }: Overlap): boolean {
  return by.length > 0 && untoldAccounts.length === 0 && untoldDays.before === null && untoldDays.after === null;
}

/**
 * Holds a delivery that does not count, for another tells the same costs, against those that do: other sources or scopes
 * must tell at least as much of the cost of each of its billing accounts, over all its charge days. `known`: as of the same
 * instant.
 */
export function judgeOverlap(delivery: KnownDelivery, known: readonly KnownDelivery[], metric: CostMetric): Overlap {
  const { source, scope, billingMonth, billingAccounts, accountSums, firstDay, lastDay } = delivery;
  const by = known.filter(
    (other) =>
      other.counts &&
      other.billingMonth === billingMonth &&
      !(other.source === source && other.scope === scope) &&
      tellsCost(metric, other.coverage) &&
      other.billingAccounts.some((account) => billingAccounts.includes(account)),
  );
  const tellers = billingAccounts.map((account) => by.filter((other) => other.billingAccounts.includes(account)));
  const first = tellers.flatMap((own) => own.flatMap((one) => one.firstDay ?? []).toSorted()[0] ?? []);
  const last = tellers.flatMap(
    (own) =>
      own
        .flatMap((one) => one.lastDay ?? [])
        .toSorted()
        .at(-1) ?? [],
  );
  const [start, end] = [first.toSorted().at(-1), last.toSorted()[0]];
  return {
    by,
    untoldAccounts: billingAccounts.filter((account, index) => {
      const own = tellers[index] ?? [];
      const told = own.map((other) => other.accountSums);
      return own.length === 0 || !tellAtLeast(told, accountSums, account, metric);
    }),
    untoldDays: {
      before:
        start === undefined || firstDay === null || firstDay >= start ? null : { from: firstDay, to: next(start, -1) },
      after: end === undefined || lastDay === null || lastDay <= end ? null : { from: next(end, 1), to: lastDay },
    },
  };
}

function next(day: string, days: -1 | 1): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}
