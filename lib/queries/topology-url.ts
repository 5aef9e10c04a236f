import { createLoader, type inferParserType, parseAsBoolean, parseAsString } from 'nuqs/server';
import { linkParsers } from './links-url';

const { sort: _, order: __, ...filters } = linkParsers;

/** What the address of the topology holds: the filters of the list, and how far one has drilled. */
export const topologyParsers = {
  ...filters,
  /** The site that is looked at. */
  at: parseAsString,
  /** The other site of the line that is looked at; the same one for links within it. */
  to: parseAsString,
  /** The line that is looked at is that of links which end where no source says. */
  outside: parseAsBoolean.withDefault(false),
  /** The link that is looked at. */
  link: parseAsString,
};
export type TopologyUrlState = inferParserType<typeof topologyParsers>;

/** Reads the state from a page's search parameters, on the server. What is not understood is left out. */
export const loadTopologyUrl = createLoader(topologyParsers);

/** What the address of the path between two sites holds. */
export const waysParsers = { from: parseAsString, to: parseAsString };
export type WaysUrlState = inferParserType<typeof waysParsers>;

export const loadWaysUrl = createLoader(waysParsers);
