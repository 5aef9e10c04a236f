import type { Budget, BudgetAlert } from '@/lib/api/contracts/cost-budgets';
import type { BudgetTerms } from '@/lib/domain/cost/budget';
import type { StoredAlert } from '@/lib/store/budgets/alert-store';
import type { StoredBudget } from '@/lib/store/budgets/budget-store';

/** A budget as the API tells it. */
export function toBudget({ id, version, createdAt, archivedAt, terms }: StoredBudget): Budget {
  return {
    id,
    version,
    createdAt: createdAt.toISOString(),
    archivedAt: archivedAt?.toISOString() ?? null,
    terms: toTerms(terms),
  };
}

/** Its terms as the API tells them. */
export function toTerms(terms: BudgetTerms): Budget['terms'] {
  const filters = Object.fromEntries(
    Object.entries(terms.filters).flatMap(([name, values]) => (values === undefined ? [] : [[name, [...values]]])),
  );
  return {
    ...terms,
    filters,
    overrides: [...terms.overrides],
    actualThresholds: [...terms.actualThresholds],
    probabilityThresholds: [...terms.probabilityThresholds],
    notify: [...terms.notify],
  };
}

/** An alert as the API tells it; `terms`: of the budget when it was raised. */
export function toAlert(
  { known, version: _, raisedAt, asOf, acknowledgedAt, ...alert }: StoredAlert,
  { period, currency }: Pick<BudgetTerms, 'period' | 'currency'>,
): BudgetAlert {
  return {
    ...alert,
    period,
    currency,
    atLeast: known.atLeast,
    forecast: known.forecast,
    raisedAt: raisedAt.toISOString(),
    asOf: asOf.toISOString(),
    acknowledgedAt: acknowledgedAt?.toISOString() ?? null,
  };
}
