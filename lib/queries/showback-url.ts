import {
  createLoader,
  createParser,
  createSerializer,
  type inferParserType,
  parseAsBoolean,
  parseAsInteger,
  parseAsJson,
  parseAsString,
  parseAsStringLiteral,
} from 'nuqs/server';
import { z } from 'zod';
import { attributionRuleSchema } from '@/lib/api/contracts/cost-rules';
import { costMetrics } from '@/lib/domain/cost/billing-delivery';
import type { CostSpan } from './cost';
import type { ShowbackState } from './showback';

const parseMonth = (text: string): string | null => (/^\d{4}-(0[1-9]|1[0-2])$/.test(text) ? text : null);
const parseDay = (text: string): string | null =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : null;

/** The state of the Teams page. `month` null: the last whole one. `book`: the currency and basis shown; null: the largest. */
export const showbackParsers = {
  month: createParser({ parse: parseMonth, serialize: String }),
  metric: parseAsStringLiteral(costMetrics).withDefault('effective'),
  asOf: createParser({ parse: parseDay, serialize: String }),
  version: parseAsInteger,
  book: parseAsString,
};
export type ShowbackUrlState = inferParserType<typeof showbackParsers>;
export const loadShowbackUrl = createLoader(showbackParsers);

/** The state of the rules page. */
const parseRules = (given: unknown) => z.array(attributionRuleSchema).max(50).safeParse(given).data ?? null;

/** The state of the rules page. `propose`: rules that a draft begins with, before those there are. */
export const costRulesParsers = {
  edit: parseAsBoolean.withDefault(false),
  propose: parseAsJson(parseRules),
};
export const serialiseCostRules = createSerializer(costRulesParsers);

const toDay = (ms: number) => new Date(ms).toISOString().slice(0, 10);
const dayMs = 86_400_000;
const shownMonths = 25;

/** Months that can be asked for, the newest first: the current one once it has a whole day. */
export function listMonths(now: Date): string[] {
  const first = now.getUTCDate() === 1 ? 1 : 0;
  return Array.from({ length: shownMonths }, (_, back) =>
    toDay(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - first - back, 1)).slice(0, 7),
  );
}

/** The last month that is over. */
export function lastMonth(now: Date): string {
  return toDay(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 1)).slice(0, 7);
}

/** The days of a month that are over; a month to come has its first alone. */
function toMonthSpan(month: string, now: Date): Pick<CostSpan, 'from' | 'to'> {
  const from = `${month}-01`;
  const next = new Date(from);
  next.setUTCMonth(next.getUTCMonth() + 1);
  const [over = from] = [toDay(next.getTime() - dayMs), toDay(now.getTime() - dayMs)].toSorted();
  return { from, to: over < from ? from : over };
}

/** What the page asks for: as known at the end of the day that is chosen. */
export function toShowbackState({ month, metric, asOf, version }: ShowbackUrlState, now: Date): ShowbackState {
  return {
    span: { ...toMonthSpan(month ?? lastMonth(now), now), asOf: asOf === null ? null : `${asOf}T23:59:59.999Z` },
    metric,
    version,
  };
}
