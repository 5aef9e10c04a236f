import { requirePermission } from '@/lib/access/authorise';
import type { BudgetDetail } from '@/lib/api/contracts/cost-budgets';
import { formatAmount } from '@/lib/domain/cost/amount';
import { toBudgetAmount } from '@/lib/domain/cost/budget';
import { toPeriodDays } from '@/lib/domain/cost/budget-period';
import { Refusal } from '@/lib/domain/refusal';
import { readAlerts } from '@/lib/store/budgets/alert-store';
import { readBudgetVersions, type StoredBudget } from '@/lib/store/budgets/budget-store';
import { daysBetween } from '@/lib/store/cost-rollups/cost-question';
import type { ViewContext } from '@/lib/views/view-context';
import { openCostLedger } from '../cost-ledger';
import type { BookForecast } from '../forecast/forecast-book';
import { toSpent, toToldDays } from '../forecast/told-days';
import { countsAlike, inForceAt } from './in-force';
import { judgeBudget } from './judge-budget';
import { isVisible } from './open-alerts';
import { toAlert, toBudget, toTerms } from './to-budget';

const periodsBefore = 6;

/** A budget with its forecast, its alerts and what it said before. Refused as not there where it is out of reach. */
export async function readBudget(
  { actor, database, now }: ViewContext,
  id: string,
  openLedger = openCostLedger,
): Promise<BudgetDetail> {
  const reach = requirePermission(actor, 'cost:read');
  const versions = await readBudgetVersions(database.pool, id);
  const budget = versions.find(({ version }) => version === newestOf(versions));
  if (budget === undefined || !isVisible(budget, reach)) throw new Refusal('not-found', 'There is no such budget.');
  const standing = await judgeBudget(database, budget.terms, { reach, now }, openLedger);
  const alerts = await readAlerts(database.pool, [id]);
  const seen = versions.filter((one) => isVisible(one, reach));
  return {
    at: now.toISOString(),
    budget: toBudget(budget),
    amount: formatAmount(standing.amount),
    state: standing.state,
    probability: standing.probability,
    forecast: standing.forecast,
    // What it counted before may lie out of reach, and so may what was told of it.
    alerts: alerts.flatMap((alert) =>
      seen.filter((one) => one.version === alert.version).map(({ terms }) => toAlert(alert, terms)),
    ),
    history: toHistory(standing.made, budget, versions),
    versions: seen.map(({ version, changedAt, changedBy, terms }) => ({
      version,
      changedAt: changedAt.toISOString(),
      changedBy,
      terms: toTerms(terms),
    })),
  };
}

function newestOf(versions: readonly StoredBudget[]): number {
  return Math.max(...versions.map(({ version }) => version));
}

/** Periods before the one of now, the newest first, as far back as the days that are looked at. */
function toHistory(
  made: BookForecast,
  { terms }: StoredBudget,
  versions: readonly StoredBudget[],
): BudgetDetail['history'] {
  const { from, today } = made.costs;
  return Array.from({ length: periodsBefore }, (_, index) => toPeriodDays(terms.period, today, -1 - index)).flatMap(
    (days) => {
      if (days.from < from) return [];
      const inForce = inForceAt(versions, days).terms;
      const told = toToldDays(made, daysBetween(from, days.from), daysBetween(from, days.to));
      return [
        {
          ...days,
          amount: countsAlike(inForce, terms) ? formatAmount(toBudgetAmount(inForce, days.from)) : null,
          spent: toSpent(told),
        },
      ];
    },
  );
}
