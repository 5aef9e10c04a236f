import type pg from 'pg';
import type { CollectionState } from './collection-state';
import { countedAtMost, isCountedByRow, providersOf } from './count-matching';
import { toExpiredCondition } from './filter-sql';
import { filterKeys, type InventoryFilter, type InventoryQuestion } from './inventory-filter';
import { readMatches } from './matched-rows';
import { type CellSet, countCells, readScopeCells, toCellColumns } from './scope-cells';
import { type FacetTally, tallyFacets } from './tally-cells';

export interface FacetCounts {
  facets: FacetTally;
  /** Whether the counts are floors: a search found more than are worth counting. */
  atLeast: boolean;
}

/** Counts of every facet under all filters but its own. */
export async function readFacets(
  pool: pg.Pool,
  question: InventoryQuestion,
  state: CollectionState,
): Promise<FacetCounts> {
  const { filter, reach } = question;
  const providers = providersOf(state);
  if (!isCountedByRow(filter))
    return { facets: tallyFacets(await readScopeCells(pool, state), filter, reach, providers), atLeast: false };
  const tally = async (asked: InventoryFilter) => {
    const { cells, whole } = await readMatchedCells(pool, { ...question, filter: asked }, state);
    return { facets: tallyFacets(cells, asked, reach, providers), whole };
  };
  // Matches are looked for under the filters: what a search finds without them may be too much to look through.
  const { facets, whole } = await tally(filter);
  const filtered = filterKeys.filter((key) => filter[key] !== undefined);
  const others = await Promise.all(
    filtered.map(async (key) => ({ key, ...(await tally({ ...filter, [key]: undefined })) })),
  );
  for (const other of others) facets[other.key] = other.facets[other.key];
  return { facets, atLeast: !whole || others.some((other) => !other.whole) };
}

/** What a search finds, or what is gone. */
async function readMatchedCells(
  pool: pg.Pool,
  question: InventoryQuestion,
  state: CollectionState,
): Promise<{ cells: CellSet; whole: boolean }> {
  const { presence } = question.filter;
  const asked = { limit: countedAtMost, isSampled: false };
  const read = await readMatches(pool, question, state, asked, async (toSubquery, parameters) => {
    const expired = presence === 'gone' ? null : toExpiredCondition(state.expiry, parameters);
    const status = expired === null ? 'r.status' : `case when ${expired} then 'unknown' else r.status end`;
    const cells = await countCells(pool, toSubquery(toCellColumns(status)), parameters);
    return { found: sumCounts(cells), result: cells };
  });
  return { cells: read.result, whole: read.whole };
}

function sumCounts({ scopes }: CellSet): number {
  return scopes.reduce((sum, { present }) => sum + present, 0);
}
