import { isDeepStrictEqual } from 'node:util';
import type { BudgetTerms } from '@/lib/domain/cost/budget';
import { type PeriodDays, toPeriodDays } from '@/lib/domain/cost/budget-period';
import type { StoredBudget } from '@/lib/store/budgets/budget-store';

/** What was in force when a period ended; what was written later for a budget that was not there yet is the first. */
export function inForceAt(versions: readonly StoredBudget[], { to }: PeriodDays): StoredBudget {
  const inForce = versions.find((one) => isThereBy(one, to)) ?? versions.at(-1);
  if (inForce === undefined) throw new RangeError('A budget has a version.');
  return inForce;
}

/** The last period that ended under a budget, by the version in force at its end; null: none did. Versions newest first. */
export function findEnded(
  versions: readonly StoredBudget[],
  today: string,
): { version: StoredBudget; days: PeriodDays } | null {
  for (const version of versions) {
    const days = toPeriodDays(version.terms.period, today, -1);
    if (isThereBy(version, days.to)) return { version, days };
  }
  return null;
}

/** Whether sums by the one are sums by the other. */
export function countsAlike(one: BudgetTerms, other: BudgetTerms): boolean {
  const toCounted = ({ filters, metric, basis, currency, period }: BudgetTerms) => [
    filters,
    metric,
    basis,
    currency,
    period,
  ];
  return isDeepStrictEqual(toCounted(one), toCounted(other));
}

function isThereBy({ changedAt }: StoredBudget, day: string): boolean {
  return changedAt.toISOString().slice(0, 10) <= day;
}
