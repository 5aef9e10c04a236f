import {
  createLoader,
  createParser,
  createSerializer,
  type inferParserType,
  parseAsBoolean,
  parseAsNativeArrayOf,
  parseAsString,
  parseAsStringLiteral,
} from 'nuqs/server';
import { costMetrics } from '@/lib/domain/cost/billing-delivery';
import { type CostDimension, costDimensions, costTimes, readCostAxis } from '@/lib/domain/cost/cost-dimension';
import type { CostFilterState, CostSpan, CostState } from './cost';

/** Ranges that follow the calendar. All are of whole days: today is not over, and no bill tells it yet. */
export const costRanges = ['now-7d', 'now-30d', 'now-90d', 'month', 'last-month'] as const;
export type CostRange = (typeof costRanges)[number];

const usualRange: CostRange = 'now-30d';
/** The API tells so many days at most. */
const longestDays = 800;
const dayMs = 86_400_000;

const toDay = (ms: number) => new Date(ms).toISOString().slice(0, 10);
const findRange = (text: string): CostRange | null => costRanges.find((one) => one === text) ?? null;

/** A day as an address writes it; null where it is none. */
function readDay(text: string): string | null {
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(ms) || toDay(ms) !== text ? null : text;
}

const currencyParser = createParser({
  parse: (text: string) => (/^[A-Z]{3}$/.test(text) ? text : null),
  serialize: String,
});

const dayParser = createParser({ parse: readDay, serialize: String });

/** A day, at whose end something was known, or the very instant: `2026-11-01T09:30:00.000Z`. */
const knownParser = createParser({
  parse: (text: string) => readDay(text) ?? (isInstant(text) ? text : null),
  serialize: String,
});

function isInstant(text: string): boolean {
  const ms = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(text) ? Date.parse(text) : Number.NaN;
  return !Number.isNaN(ms);
}

/** What costs are narrowed by, under the API's own names. */
const filterNames = [...costDimensions, 'tag'] as const;
type FilterName = CostDimension | 'tag';
const costFilterParsers = Object.fromEntries(
  filterNames.map((name) => [name, parseAsNativeArrayOf(parseAsString)]),
) as { [name in FilterName]: ReturnType<typeof parseAsNativeArrayOf<string>> };

/**
 * The whole state of the Cost page. `convertTo`: the currency all is told in; null: as it was billed. `book`: currency and
 * basis that chart and table tell; null: the largest.
 */
export const costParsers = {
  ...costFilterParsers,
  metric: parseAsStringLiteral(costMetrics).withDefault('effective'),
  by: createParser({ parse: readCostAxis, serialize: String }).withDefault('provider'),
  time: parseAsStringLiteral(costTimes).withDefault('charge-day'),
  from: createParser({ parse: (text: string) => findRange(text) ?? readDay(text), serialize: String }).withDefault(
    usualRange,
  ),
  to: dayParser,
  asOf: knownParser,
  compare: parseAsBoolean.withDefault(true),
  convertTo: currencyParser,
  book: parseAsString,
  rows: parseAsBoolean.withDefault(false),
};

export type CostUrlState = inferParserType<typeof costParsers>;

/** Reads the state from a page's search parameters, on the server. What is not understood is left out. */
export const loadCostUrl = createLoader(costParsers);

/** The query string, with its question mark, of a state; empty when all is as usual. */
export const serialiseCost = createSerializer(costParsers);

/** No filter at all, to write over any. */
export const clearedCostFilters = Object.fromEntries(filterNames.map((name) => [name, null])) as Record<
  FilterName,
  null
>;

/** What an address looks at: a range that follows the calendar, or first and last day. */
export function readCostRange({
  from,
  to,
}: Pick<CostUrlState, 'from' | 'to'>): CostRange | { from: string; to: string } {
  const range = findRange(from);
  if (range !== null) return range;
  if (to === null || from > to || Date.parse(to) - Date.parse(from) >= longestDays * dayMs) return usualRange;
  return { from, to };
}

/** The days of a range, both included, as of `now`. UTC. */
export function toCostDays(range: CostRange | { from: string; to: string }, now: Date): { from: string; to: string } {
  if (typeof range !== 'string') return range;
  const [year, month, date] = [now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()];
  const yesterday = Date.UTC(year, month, date - 1);
  switch (range) {
    case 'now-7d':
      return { from: toDay(yesterday - 6 * dayMs), to: toDay(yesterday) };
    case 'now-30d':
      return { from: toDay(yesterday - 29 * dayMs), to: toDay(yesterday) };
    case 'now-90d':
      return { from: toDay(yesterday - 89 * dayMs), to: toDay(yesterday) };
    case 'month':
      // On the first there is no whole day yet.
      return { from: toDay(Date.UTC(year, month, 1)), to: toDay(date === 1 ? yesterday + dayMs : yesterday) };
    case 'last-month':
      return { from: toDay(Date.UTC(year, month - 1, 1)), to: toDay(Date.UTC(year, month, 0)) };
  }
}

/** What the API is asked: as known at an instant, or at the end of the day that is chosen. */
export function toCostSpan(url: Pick<CostUrlState, 'from' | 'to' | 'asOf'>, now: Date): CostSpan {
  return {
    ...toCostDays(readCostRange(url), now),
    asOf: url.asOf === null || isInstant(url.asOf) ? url.asOf : `${url.asOf}T23:59:59.999Z`,
  };
}

/** The filters that are chosen, and no others. */
export function toCostFilters(url: Pick<CostUrlState, FilterName>): CostFilterState {
  return Object.fromEntries(filterNames.filter((name) => url[name].length > 0).map((name) => [name, url[name]]));
}

const mostDays = 100;
const mostWeekDays = 400;
/** Rows of the table; the rest comes together. */
const shownValues = 50;

/** What the page asks for. */
export function toCostState(url: CostUrlState, now: Date): CostState {
  const span = toCostSpan(url, now);
  const days = (Date.parse(span.to) - Date.parse(span.from)) / dayMs + 1;
  return {
    span,
    filters: toCostFilters(url),
    metric: url.metric,
    by: url.by,
    time: url.time,
    step: url.time === 'billing-month' ? 'month' : days <= mostDays ? 'day' : days <= mostWeekDays ? 'week' : 'month',
    top: shownValues,
    compare: url.compare,
    convertTo: url.convertTo,
  };
}
