import { requirePermission } from '@/lib/access/authorise';
import type { Budgets } from '@/lib/api/contracts/cost-budgets';
import { formatAmount } from '@/lib/domain/cost/amount';
import { readBudgets } from '@/lib/store/budgets/budget-store';
import type { ViewContext } from '@/lib/views/view-context';
import { openCostLedger } from '../cost-ledger';
import { judgeBudget } from './judge-budget';
import { isVisible, readOpenAlerts } from './open-alerts';
import { toBudget } from './to-budget';

/**
 * Every budget that is not archived, as it stands now. Whose reach is bounded sees those whose whole slice lies within it:
 * of any other, neither the sum nor the amount is theirs to know.
 */
export async function readBudgetList(
  { actor, database, now }: ViewContext,
  openLedger = openCostLedger,
): Promise<Budgets> {
  const reach = requirePermission(actor, 'cost:read');
  const budgets = (await readBudgets(database.pool)).filter((budget) => isVisible(budget, reach));
  const alerts = await readOpenAlerts(database.pool, budgets, reach);
  const items: Budgets['items'] = [];
  // One after another: each may be long work for all cores.
  for (const budget of budgets) {
    const standing = await judgeBudget(database, budget.terms, { reach, now }, openLedger);
    const { days: _, ...forecast } = standing.forecast;
    items.push({
      budget: toBudget(budget),
      amount: formatAmount(standing.amount),
      state: standing.state,
      probability: standing.probability,
      forecast,
      openAlerts: alerts.filter(({ alert }) => alert.budgetId === budget.id).length,
    });
  }
  return { at: now.toISOString(), items };
}
