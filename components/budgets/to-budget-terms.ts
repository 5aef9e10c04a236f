import type { Budget } from '@/lib/api/contracts/cost-budgets';
import type { CostBasis, CostMetric } from '@/lib/domain/cost/billing-delivery';
import { type BudgetPeriod, toPeriodDays } from '@/lib/domain/cost/budget-period';
import { readTypedAmount } from '@/lib/domain/cost/read-typed-amount';

/** A budget as it is being typed. */
export interface BudgetDraft {
  name: string;
  filters: Budget['terms']['filters'];
  metric: CostMetric;
  basis: CostBasis;
  currency: string;
  period: BudgetPeriod;
  amount: string;
  /** One a line: the period's first day and its amount. */
  overrides: string;
  /** Percent, with commas between them. */
  actualThresholds: string;
  probabilityThresholds: string;
  owner: string;
  /** Addresses with commas between them. */
  notify: string;
}

export type BudgetFaults = Partial<Record<keyof BudgetDraft, string>>;

/** What is there, to be edited; null for a new one. */
export function toBudgetDraft(terms: Budget['terms'] | null): BudgetDraft {
  return {
    name: terms?.name ?? '',
    filters: terms?.filters ?? {},
    metric: terms?.metric ?? 'effective',
    basis: terms?.basis ?? 'billed',
    currency: terms?.currency ?? 'USD',
    period: terms?.period ?? 'month',
    amount: terms?.amount ?? '',
    overrides: terms?.overrides.map(({ from, amount }) => `${from} ${amount}`).join('\n') ?? '',
    actualThresholds: (terms?.actualThresholds ?? [80, 100]).join(', '),
    probabilityThresholds: (terms?.probabilityThresholds ?? [50]).join(', '),
    owner: terms?.owner ?? '',
    notify: terms?.notify.join(', ') ?? '',
  };
}

const amountPattern = /^\d{1,12}(\.\d{1,12})?$/;
const split = (text: string) =>
  text
    .split(/[,\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
const splitLines = (text: string) => text.split('\n').filter((line) => line.trim() !== '');
const toPercents = (text: string) => split(text).map((part) => Number(part.replace('%', '').trim()));

/** The terms that a draft without faults means. */
export function toBudgetTerms(draft: BudgetDraft): Budget['terms'] {
  const toAmount = (text: string) => readTypedAmount(text, draft.currency).text ?? text.trim();
  return {
    name: draft.name.trim(),
    filters: draft.filters,
    metric: draft.metric,
    basis: draft.basis,
    currency: draft.currency.trim().toUpperCase(),
    period: draft.period,
    amount: toAmount(draft.amount),
    overrides: splitLines(draft.overrides).map((line) => {
      const [from = '', ...amount] = line.trim().split(/\s+/);
      return { from, amount: toAmount(amount.join(' ')) };
    }),
    actualThresholds: toPercents(draft.actualThresholds),
    probabilityThresholds: toPercents(draft.probabilityThresholds),
    owner: draft.owner.trim() === '' ? null : draft.owner.trim(),
    notify: split(draft.notify),
  };
}

/** Why what was typed is no amount of a budget. */
function sayFault(typed: string, currency: string): string {
  return readTypedAmount(typed, currency).fault ?? 'Enter an amount above nought, such as 1200 or 1,200.50.';
}

/** What is wrong with a draft, by field; empty when nothing is. */
export function findBudgetFaults(draft: BudgetDraft): BudgetFaults {
  const terms = toBudgetTerms(draft);
  const faults: BudgetFaults = {};
  const isAmount = (text: string) => amountPattern.test(text) && /[1-9]/.test(text);
  if (terms.name === '') faults.name = 'Say what people call it.';
  if (!/^[A-Z]{3}$/.test(terms.currency)) faults.currency = 'Use the three letters of the currency, e.g. USD.';
  if (!isAmount(terms.amount)) faults.amount = sayFault(draft.amount, draft.currency);
  for (const { from, amount } of terms.overrides) {
    const isDay = /^\d{4}-\d{2}-\d{2}$/.test(from) && !Number.isNaN(Date.parse(from));
    if (!isDay || toPeriodDays(terms.period, from).from !== from)
      faults.overrides = `No ${terms.period} begins on “${from}”: write the first day and the amount, e.g. 2026-12-01 9000.`;
    else if (!isAmount(amount)) faults.overrides = `“${amount}”: ${sayFault(amount, draft.currency)}`;
  }
  if (!terms.actualThresholds.every((one) => Number.isInteger(one) && one >= 1 && one <= 1_000))
    faults.actualThresholds = 'Use whole percents from 1 to 1000, with commas between them.';
  if (!terms.probabilityThresholds.every((one) => Number.isInteger(one) && one >= 1 && one <= 99))
    faults.probabilityThresholds = 'Use whole percents from 1 to 99, with commas between them.';
  return faults;
}
