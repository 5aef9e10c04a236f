/** What a budget is for: each calendar month, quarter or year, UTC. */
export const budgetPeriods = ['month', 'quarter', 'year'] as const;
export type BudgetPeriod = (typeof budgetPeriods)[number];

/** The first and the last day of a period: `2026-11-01` to `2026-11-30`. */
export interface PeriodDays {
  from: string;
  to: string;
}

const monthsOf: Record<BudgetPeriod, number> = { month: 1, quarter: 3, year: 12 };

/** The period that a day lies in, or the one so many before or after it. */
export function toPeriodDays(period: BudgetPeriod, day: string, shift = 0): PeriodDays {
  const length = monthsOf[period];
  const [year, month] = day.split('-').map(Number);
  if (year === undefined || month === undefined) throw new RangeError(`“${day}” is no day.`);
  const first = Math.floor((month - 1) / length) * length + shift * length;
  const toDay = (ms: number) => new Date(ms).toISOString().slice(0, 10);
  return { from: toDay(Date.UTC(year, first, 1)), to: toDay(Date.UTC(year, first + length, 0)) };
}

/** A period as people name it, by its first day: `2026-11`, `2026 Q4`, `2026`. */
export function namePeriod(period: BudgetPeriod, from: string): string {
  const [year = '', month = ''] = from.split('-');
  if (period === 'year') return year;
  return period === 'month' ? `${year}-${month}` : `${year} Q${Math.ceil(Number(month) / 3)}`;
}
