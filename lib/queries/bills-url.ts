import { createLoader, createParser, type inferParserType, parseAsBoolean, parseAsStringLiteral } from 'nuqs/server';
import type { DeliveryFilter } from './deliveries';

const states = ['kept', 'quarantined', 'overlapping'] as const;

const monthParser = createParser({
  parse: (text: string) => (/^\d{4}-(0[1-9]|1[0-2])$/.test(text) ? text : null),
  serialize: String,
});

/** What the Bills page lists. */
export const billsParsers = {
  month: monthParser,
  state: parseAsStringLiteral(states),
  superseded: parseAsBoolean.withDefault(false),
};

/** Reads the state from a page's search parameters, on the server. */
export const loadBillsUrl = createLoader(billsParsers);

export function toDeliveryFilter({ month, state, superseded }: inferParserType<typeof billsParsers>): DeliveryFilter {
  return { month, state, superseded };
}
