import { createLoader, type inferParserType, parseAsInteger, parseAsString, parseAsStringLiteral } from 'nuqs/server';
import { costMetrics } from '@/lib/domain/cost/billing-delivery';
import { changeCauses } from '@/lib/domain/cost/change-cause';
import type { CloseAsked } from './cost-close';

/** The state of the pages of closes. `asOf`: a day, at whose end; null: now. `book`: basis and currency; null: the largest. */
export const closeParsers = {
  metric: parseAsStringLiteral(costMetrics).withDefault('billed'),
  asOf: parseAsString,
  number: parseAsInteger,
  book: parseAsString,
  /** The currency figures are converted to; null: as billed. */
  convertTo: parseAsString,
  /** What figures are told by. */
  by: parseAsStringLiteral(['provider', 'team', 'service'] as const).withDefault('provider'),
  /** The cause whose lines are shown. */
  cause: parseAsStringLiteral(changeCauses),
};

type CloseUrlState = inferParserType<typeof closeParsers>;

/** Reads the state from a page's search parameters, on the server. What is not understood is left out. */
export const loadCloseUrl = createLoader(closeParsers);

/** What the API is asked. A day that is none is left out. */
export function toCloseAsked(month: string, { metric, asOf, number, convertTo }: CloseUrlState): CloseAsked {
  const isDay = asOf !== null && /^\d{4}-\d{2}-\d{2}$/.test(asOf) && !Number.isNaN(Date.parse(asOf));
  return { month, metric, asOf: isDay ? `${asOf}T23:59:59.999Z` : null, number, convertTo };
}
