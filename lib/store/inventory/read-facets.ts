import type pg from 'pg';
import type { CollectionState } from './collection-state';
import { countedAtMost, isCountedByRow, providersOf } from './count-matching';
import { toExpiredCondition } from './filter-sql';
import type { InventoryQuestion } from './inventory-filter';
import { chooseMatchSource } from './matched-rows';
import { type CellSet, countCells, readScopeCells, toCellColumns } from './scope-cells';
import { SqlParameters } from './sql-parameters';
import { type Tally, tallyCells } from './tally-cells';

export interface FacetCounts {
  facets: Tally['facets'];
  /** Whether the counts are floors: a search found more than are worth counting. */
  atLeast: boolean;
}

/** Counts of every facet under all filters but its own. */
export async function readFacets(
  pool: pg.Pool,
  question: InventoryQuestion,
  state: CollectionState,
): Promise<FacetCounts> {
  const byRow = isCountedByRow(question.filter);
  const cells = byRow ? await readMatchedCells(pool, question, state) : await readScopeCells(pool, state);
  const { facets } = tallyCells(cells, question.filter, question.reach, providersOf(state));
  return { facets, atLeast: byRow && sumCounts(cells) >= countedAtMost };
}

/** What a search finds, or what is gone, filters aside. */
async function readMatchedCells(pool: pg.Pool, question: InventoryQuestion, state: CollectionState): Promise<CellSet> {
  const { q, presence } = question.filter;
  const source = await chooseMatchSource(pool, { ...question, filter: { q, presence } }, state, countedAtMost);
  const parameters = new SqlParameters();
  const expired = presence === 'gone' ? null : toExpiredCondition(state.expiry, parameters);
  const status = expired === null ? 'r.status' : `case when ${expired} then 'unknown' else r.status end`;
  return countCells(pool, source.toSubquery(toCellColumns(status), parameters), parameters);
}

function sumCounts({ scopes }: CellSet): number {
  return scopes.reduce((sum, { counts }) => sum + counts.reduce((count, next) => count + next, 0), 0);
}
