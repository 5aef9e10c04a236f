import { probabilityAbove } from '@/lib/analytics/forecast/project-sum';
import type { BudgetState } from '@/lib/api/contracts/cost-budgets';
import type { PeriodForecast } from '@/lib/api/contracts/cost-forecast';
import type { Reach } from '@/lib/domain/access';
import { type BudgetTerms, toBudgetAmount } from '@/lib/domain/cost/budget';
import { toPeriodDays } from '@/lib/domain/cost/budget-period';
import type { Database } from '@/lib/store/database/database';
import { openCostLedger } from '../cost-ledger';
import type { DailyBook } from '../forecast/daily-costs';
import { type BookForecast, toNumber } from '../forecast/forecast-book';
import { forecastPeriod } from '../forecast/forecast-period';
import { forecastSlice } from '../forecast/forecast-slice';

/** How a budget stands in the period of now. */
export interface BudgetStanding {
  amount: bigint;
  /** What is told of the period, exact; null: nothing is. */
  spent: bigint | null;
  /** From 0 to 1; null: cannot be said. */
  probability: number | null;
  state: BudgetState;
  forecast: PeriodForecast;
  /** What it was made of, for periods before. */
  made: BookForecast;
}

const likely = 0.5;
const near = 0.2;

/** Holds a budget against what is told and forecast of its slice, as far as `reach` goes. */
export async function judgeBudget(
  database: Database,
  terms: BudgetTerms,
  { reach, now }: { reach: Reach; now: Date },
  openLedger = openCostLedger,
): Promise<BudgetStanding> {
  const { filters, metric, basis, currency, period } = terms;
  const ask = { filters, metric, reach, now, period: period === 'year' ? ('year' as const) : ('quarter' as const) };
  const slice = await forecastSlice(database, ask, openLedger);
  const { costs } = slice;
  const days = toPeriodDays(period, costs.today);
  const book = costs.books.find((one) => one.basis === basis && one.currency === currency);
  const made = slice.forecast(book ?? emptyBook(basis, currency, costs.isTold.length));
  const { forecast, spent, projection } = forecastPeriod(made, period, days);
  const amount = toBudgetAmount(terms, days.from);
  const isOver = spent !== null && spent > amount;
  const probability = isOver ? 1 : projection && probabilityAbove(projection, toNumber(amount));
  return {
    amount,
    spent,
    probability,
    state: toState(isOver, probability, forecast.end?.atLeast === true),
    forecast,
    made,
  };
}

/** A floor that is likely to pass, is; one that is not says nothing of the whole. */
function toState(isOver: boolean, probability: number | null, isFloor: boolean): BudgetState {
  if (isOver) return 'over';
  if (probability === null) return 'unknown';
  if (probability >= likely) return 'likely-over';
  if (probability >= near) return 'near';
  return isFloor ? 'unknown' : 'on-course';
}

function emptyBook(basis: DailyBook['basis'], currency: string, count: number): DailyBook {
  return {
    basis,
    currency,
    usage: Array.from({ length: count }, () => null),
    charges: [],
    hasUntold: Array.from({ length: count }, () => false),
  };
}
