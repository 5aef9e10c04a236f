import type { PeriodForecast } from '@/lib/api/contracts/cost-forecast';
import { findReached, toBudgetAmount } from '@/lib/domain/cost/budget';
import type { KnownAtAlert } from '@/lib/store/budgets/alert-store';
import type { StoredBudget } from '@/lib/store/budgets/budget-store';
import { daysBetween } from '@/lib/store/cost-rollups/cost-question';
import type { Database } from '@/lib/store/database/database';
import { openCostLedger } from '../cost-ledger';
import { toToldDays } from '../forecast/told-days';
import { countsAlike, findEnded } from './in-force';
import { judgeBudget } from './judge-budget';

/** A threshold that was passed in a period. `probability` from 0 to 1; null of what was spent. */
interface Passed {
  budget: { id: string; version: number; name: string };
  periodStart: string;
  kind: 'actual' | 'probability';
  threshold: number;
  amount: bigint;
  spent: bigint | null;
  probability: number | null;
  known: KnownAtAlert;
}

/**
 * The thresholds that a budget has passed by now: in this period, and, for what was told late, in the one before, by
 * what was in force when that ended. A floor that passes has passed for certain; a probability counts only where it can be said, and
 * while the amount is not spent already.
 */
export async function findPassed(
  database: Database,
  budget: StoredBudget,
  versions: readonly StoredBudget[],
  now: Date,
  openLedger = openCostLedger,
): Promise<Passed[]> {
  const { terms } = budget;
  const standing = await judgeBudget(database, terms, { reach: { everything: true }, now }, openLedger);
  const { amount, spent, probability, forecast, made } = standing;
  const named = { id: budget.id, version: budget.version, name: terms.name };
  const common = { budget: named, periodStart: forecast.from, amount, spent, known: toKnown(forecast) };
  const actual = spent === null ? [] : findReached(spent, amount, terms.actualThresholds);
  const isSpent = spent !== null && spent > amount;
  const likely =
    probability === null || isSpent ? [] : terms.probabilityThresholds.filter((one) => probability * 100 >= one);
  return [
    ...actual.map((threshold) => ({ ...common, kind: 'actual' as const, threshold, probability: null })),
    ...likely.map((threshold) => ({ ...common, kind: 'probability' as const, threshold, probability })),
    ...(await findLate()),
  ];

  async function findLate(): Promise<Passed[]> {
    const ended = findEnded(versions, made.costs.today);
    if (ended === null) return [];
    const { version, days } = ended;
    const then = countsAlike(version.terms, terms)
      ? standing
      : await judgeBudget(database, version.terms, { reach: { everything: true }, now }, openLedger);
    const { from } = then.made.costs;
    if (days.from < from) return [];
    const told = toToldDays(then.made, daysBetween(from, days.from), daysBetween(from, days.to));
    const { spent: toldThen } = told;
    if (toldThen === null) return [];
    const amountThen = toBudgetAmount(version.terms, days.from);
    return findReached(toldThen, amountThen, version.terms.actualThresholds).map((threshold) => ({
      budget: { id: budget.id, version: version.version, name: version.terms.name },
      periodStart: days.from,
      kind: 'actual',
      threshold,
      amount: amountThen,
      spent: toldThen,
      probability: null,
      known: { atLeast: told.atLeast, toldTo: then.forecast.toldTo, forecast: null },
    }));
  }
}

function toKnown({ spent, toldTo, end }: PeriodForecast): KnownAtAlert {
  return {
    atLeast: spent.atLeast,
    toldTo,
    forecast: end && { amount: end.amount, low: end.band80?.low ?? null, high: end.band80?.high ?? null },
  };
}
