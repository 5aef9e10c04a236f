import { forecastSeries, type NoForecast, type SeriesForecast } from '@/lib/analytics/forecast/forecast-series';
import { type ChargedMonth, expectMonths } from '@/lib/analytics/forecast/monthly-charges';
import type { PlacedCharge } from '@/lib/analytics/forecast/project-sum';
import { addAmounts, formatAmount } from '@/lib/domain/cost/amount';
import { addDays, daysBetween } from '@/lib/store/cost-rollups/cost-question';
import { type DailyBook, type DailyCosts, hasRows } from './daily-costs';

/** A book made ready for statistics: numbers in place of amounts, from here on estimates. */
export interface BookForecast {
  costs: DailyCosts;
  book: DailyBook;
  /** By day, what is told whole and grows no more; a day without rows is nought there. Null: not known. */
  values: readonly (number | null)[];
  series: SeriesForecast | NoForecast | { kind: 'no-rows' } | { kind: 'too-old'; lastDay: string };
  /** Monthly charges on their days, and those expected of months that are not over. */
  charges: readonly PlacedCharge[];
}

/** What was told whole so long ago says nothing of now. */
const longestAge = 35;
/** Invoices are final about a week after their month. */
const finalAfterDays = 7;

/** Forecasts a book up to a day at least, which is not before today. */
export function forecastBook(
  costs: DailyCosts,
  book: DailyBook,
  { to, judgedTo }: { to: string; judgedTo: string },
): BookForecast {
  const { from, today, isTold, isGrowing } = costs;
  const values = book.usage.map((amount, day) => {
    if (isTold[day] !== true || isGrowing[day] === true) return null;
    return amount === null ? 0 : toNumber(amount);
  });
  // Before the first charge there was nothing to learn from.
  const first = values.findIndex((value) => value !== null && value !== 0);
  const training = values.map((value, day) => (first === -1 || day < first ? null : value));
  const origin = training.findLastIndex((value) => value !== null);
  const ahead = (day: string) => Math.max(1, daysBetween(from, day) - origin);
  const isOld = origin !== -1 && daysBetween(from, today) - origin > longestAge;
  const series = judgeSeries();
  function judgeSeries(): BookForecast['series'] {
    const isAnyTold = values.some((value) => value !== null);
    if (isAnyTold && !hasRows(book)) return { kind: 'no-rows' };
    if (first === -1 && isAnyTold) return { kind: 'nothing-charged' };
    if (isOld) return { kind: 'too-old', lastDay: addDays(from, origin) };
    return forecastSeries(training, { horizon: ahead(to), judgedOver: ahead(judgedTo) });
  }
  return { costs, book, values, series, charges: placeCharges(costs, book, to) };
}

/** An amount as a number, for statistics alone: what is made of it is an estimate. */
export function toNumber(amount: bigint): number {
  return Number(formatAmount(amount));
}

/** Known charges on their days; what is expected beyond them on a month’s first day, of one that has begun on its last. */
function placeCharges({ from, today, isTold }: DailyCosts, { charges }: DailyBook, to: string): PlacedCharge[] {
  const known = charges.map(({ day, amount }) => ({ day, amount: toNumber(amount), deviations: [] }));
  const starts: string[] = [];
  for (let start = from; start <= to; start = nextMonth(start)) starts.push(start);
  const toDay = (start: string) => daysBetween(from, start);
  const months = starts.map((start): ChargedMonth => {
    const [first, after] = [toDay(start), toDay(nextMonth(start))];
    const ofMonth = Map.groupBy(
      charges.filter(({ day }) => first <= day && day < after),
      ({ category }) => category,
    );
    const totals = new Map(
      [...ofMonth].map(([category, ones]) => [category, toNumber(addAmounts(...ones.map(({ amount }) => amount)))]),
    );
    const isOver = addDays(nextMonth(start), finalAfterDays) <= today;
    return { isOver: isOver && isTold.slice(first, after).every(Boolean), totals };
  });
  const expected = [...expectMonths(months)].flatMap(([place, { total, deviations }]) => {
    const start = starts[place];
    const totals = months[place]?.totals;
    if (start === undefined || totals === undefined || nextMonth(start) <= beforeHistory(from, isTold)) return [];
    const rest = total - [...totals.values()].reduce((sum, amount) => sum + amount, 0);
    if (rest === 0 && deviations.every((one) => one === 0)) return [];
    const last = toDay(nextMonth(start)) - 1;
    return [{ day: start > today ? toDay(start) : last, amount: rest, deviations }];
  });
  return [...known, ...expected];
}

/** The first day that anything is told of. */
function beforeHistory(from: string, isTold: readonly boolean[]): string {
  const first = isTold.indexOf(true);
  return first === -1 ? from : addDays(from, first);
}

function nextMonth(day: string): string {
  const date = new Date(day);
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1)).toISOString().slice(0, 10);
}
