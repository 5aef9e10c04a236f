import { reachOf } from '@/lib/access/authorise';
import type { AttentionItem } from '@/lib/api/contracts/overview';
import { namePeriod } from '@/lib/domain/cost/budget-period';
import type { StoredAlert } from '@/lib/store/budgets/alert-store';
import { readBudgets } from '@/lib/store/budgets/budget-store';
import { isVisible, readOpenAlerts, type SaidAlert } from '@/lib/views/cost/budgets/open-alerts';
import type { ViewContext } from '@/lib/views/view-context';

const wholeBudget = 100;

/** Of each budget the gravest alert that nobody acknowledged; none for whoever may not see costs. */
export async function readBudgetItems({ actor, database }: ViewContext): Promise<AttentionItem[]> {
  const reach = reachOf(actor, 'cost:read');
  if (reach === null) return [];
  const budgets = (await readBudgets(database.pool)).filter((budget) => isVisible(budget, reach));
  const open = Map.groupBy(await readOpenAlerts(database.pool, budgets, reach), ({ alert }) => alert.budgetId);
  return budgets.flatMap(({ id }) => {
    const alerts = open.get(id);
    return alerts === undefined ? [] : [toItem(id, alerts)];
  });
}

/** What is spent weighs more than what is likely, and more of it more. */
function toItem(id: string, alerts: readonly SaidAlert[]): AttentionItem {
  const weight = ({ kind, threshold }: StoredAlert) => (kind === 'actual' ? 1_000 : 0) + threshold;
  const { alert, terms } = alerts.reduce((one, other) => (weight(other.alert) > weight(one.alert) ? other : one));
  const { kind, threshold, probability, periodStart, known } = alert;
  const period = namePeriod(terms.period, periodStart);
  const isSpent = kind === 'actual' && threshold >= wholeBudget;
  return {
    status: isSpent ? 'critical' : 'warning',
    title:
      kind === 'actual'
        ? `${threshold} % of the budget ${terms.name} is spent`
        : `The budget ${terms.name} may be passed`,
    detail:
      probability === null
        ? `In ${period}${known.atLeast ? ', with costs still to come in' : ''}.`
        : `In ${period}, with a probability of ${Math.round(probability)} % when it was found.`,
    remedy: 'Look at what drives it, and acknowledge the alert.',
    href: `/cost/budgets/${id}`,
    since: alert.raisedAt.toISOString(),
  };
}
