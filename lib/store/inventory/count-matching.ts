import type pg from 'pg';
import type { CollectionState } from './collection-state';
import type { InventoryFilter, InventoryQuestion } from './inventory-filter';
import { chooseMatchSource } from './matched-rows';
import { readScopeCells } from './scope-cells';
import { SqlParameters } from './sql-parameters';
import { tallyCells } from './tally-cells';

/** Resources that match; a floor where counting on would take too long. */
export interface MatchCount {
  value: number;
  atLeast: boolean;
}

/** How many are counted one by one before the count is left a floor. */
export const countedAtMost = 2_000;

/** How many resources a question has for an answer. Exact, unless a search finds more than are worth counting. */
export async function countMatching(
  pool: pg.Pool,
  question: InventoryQuestion,
  state: CollectionState,
): Promise<MatchCount> {
  const { filter, reach } = question;
  if (isCountedByRow(filter)) return countRows(pool, question, state);
  const { total } = tallyCells(await readScopeCells(pool, state), filter, reach, providersOf(state));
  return { value: total, atLeast: false };
}

/** Whether the counts kept by scope do not answer: they know no text, and nothing of what is gone. */
export function isCountedByRow(filter: InventoryFilter): boolean {
  return Boolean(filter.q) || filter.presence === 'gone';
}

export function providersOf({ connections }: CollectionState): Map<string, string> {
  return new Map(connections.map(({ id, provider }) => [id, provider]));
}

async function countRows(pool: pg.Pool, question: InventoryQuestion, state: CollectionState): Promise<MatchCount> {
  const source = await chooseMatchSource(pool, question, state, countedAtMost + 1);
  const parameters = new SqlParameters();
  const { rows } = await pool.query<{ found: string }>(
    `select count(*) as found from (${source.toSubquery('1 as one', parameters)}) m`,
    parameters.values,
  );
  const found = Number(rows[0]?.found);
  return { value: Math.min(found, countedAtMost), atLeast: found > countedAtMost };
}
