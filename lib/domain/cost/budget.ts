import type { Reach } from '../access';
import { type Amount, readAmount } from './amount';
import type { CostBasis, CostMetric } from './billing-delivery';
import type { BudgetPeriod } from './budget-period';
import type { CostDimension } from './cost-dimension';

/** Of each dimension the values that count; the empty text stands for rows that have none. Absent: any. */
export type BudgetSlice = { readonly [dimension in CostDimension]?: readonly string[] | undefined };

/** What a budget says from one change to the next. */
export interface BudgetTerms {
  name: string;
  filters: BudgetSlice;
  metric: CostMetric;
  basis: CostBasis;
  /** An ISO 4217 code: budgets are in the currency of the bills they count, and nothing is converted. */
  currency: string;
  period: BudgetPeriod;
  /** For each period without an amount of its own: exact decimal text above nought. */
  amount: string;
  /** By the first day of a period. */
  overrides: readonly { from: string; amount: string }[];
  /** Percent of the amount at which to alert: of what is spent, and of the probability to pass it. */
  actualThresholds: readonly number[];
  probabilityThresholds: readonly number[];
  /** E-mail addresses of who answers for it, and of who else is told. */
  owner: string | null;
  notify: readonly string[];
}

/** What may be spent in the period that begins on a day. */
export function toBudgetAmount({ amount, overrides }: Pick<BudgetTerms, 'amount' | 'overrides'>, from: string): Amount {
  return readAmount(overrides.find((one) => one.from === from)?.amount ?? amount);
}

/**
 * Whether everything in a slice lies within some sites or teams, so that who sees those may see the sum: it counts
 * nothing but values of one of them that are among theirs.
 */
export function isSliceWithin({ team, site }: BudgetSlice, reach: Reach): boolean {
  if (reach.everything) return true;
  const isAmong = (values: readonly string[] | undefined, own: readonly string[]) =>
    values !== undefined && values.length > 0 && values.every((value) => value !== '' && own.includes(value));
  return isAmong(team, reach.teams) || isAmong(site, reach.sites);
}

/** The thresholds of what is spent that a sum has reached, in percent of the amount. A floor that reaches one has. */
export function findReached(spent: Amount, amount: Amount, thresholds: readonly number[]): number[] {
  return thresholds.filter((percent) => spent * 100n >= amount * BigInt(percent));
}
