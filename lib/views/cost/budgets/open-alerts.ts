import type pg from 'pg';
import type { Reach } from '@/lib/domain/access';
import { type BudgetTerms, isSliceWithin } from '@/lib/domain/cost/budget';
import { readAlerts, type StoredAlert } from '@/lib/store/budgets/alert-store';
import { readVersionsOf, type StoredBudget } from '@/lib/store/budgets/budget-store';

/** An alert and what the budget said when it was raised. */
export interface SaidAlert {
  alert: StoredAlert;
  terms: BudgetTerms;
}

/** Whether somebody may know of a budget, as one of its versions says it. */
export function isVisible({ terms }: Pick<StoredBudget, 'terms'>, reach: Reach): boolean {
  return isSliceWithin(terms.filters, reach);
}

/**
 * The alerts of some budgets that nobody acknowledged and that somebody may know of, the newest first: one that was raised
 * while the budget counted costs out of reach is not theirs to know, whatever it counts now.
 */
export async function readOpenAlerts(
  pool: pg.Pool,
  budgets: readonly Pick<StoredBudget, 'id'>[],
  reach: Reach,
): Promise<SaidAlert[]> {
  const ids = budgets.map(({ id }) => id);
  const [alerts, versions] = await Promise.all([readAlerts(pool, ids, { openOnly: true }), readVersionsOf(pool, ids)]);
  const said = new Map(versions.map((one) => [`${one.id} ${one.version}`, one]));
  return alerts.flatMap((alert) => {
    const version = said.get(`${alert.budgetId} ${alert.version}`);
    return version === undefined || !isVisible(version, reach) ? [] : [{ alert, terms: version.terms }];
  });
}
