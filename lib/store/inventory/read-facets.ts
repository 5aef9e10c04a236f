import type pg from 'pg';
import type { CollectionState } from './collection-state';
import { countedAtMost, isCountedByRow, providersOf } from './count-matching';
import { toExpiredCondition } from './filter-sql';
import type { InventoryQuestion } from './inventory-filter';
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
  const { cells, whole } = isCountedByRow(question.filter)
    ? await readMatchedCells(pool, question, state)
    : { cells: await readScopeCells(pool, state), whole: true };
  const facets = tallyFacets(cells, question.filter, question.reach, providersOf(state));
  return { facets, atLeast: !whole };
}

/** What a search finds, or what is gone, filters aside. */
async function readMatchedCells(
  pool: pg.Pool,
  question: InventoryQuestion,
  state: CollectionState,
): Promise<{ cells: CellSet; whole: boolean }> {
  const { q, presence } = question.filter;
  const unfiltered = { ...question, filter: { q, presence } };
  const read = await readMatches(pool, unfiltered, state, countedAtMost, async (toSubquery, parameters) => {
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
