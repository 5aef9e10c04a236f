import type pg from 'pg';
import type { CollectionState } from './collection-state';
import type { ForeseenMatches } from './foreseen-matches';
import type { InventoryFilter, InventoryQuestion } from './inventory-filter';
import { readMatches } from './matched-rows';
import { readScopeCells } from './scope-cells';
import { countCellsPassing } from './tally-cells';

/** Resources that match; a floor where counting on would take too long. */
export interface MatchCount {
  value: number;
  atLeast: boolean;
}

/** How many are counted one by one before the count is left a floor. */
export const countedAtMost = 2_000;

/** Expected matches, from a sample, of which there are more than are counted one by one for sure. */
const surelyMore = 1.5 * countedAtMost;

/**
 * How many resources a question has for an answer. Exact, unless a search finds more than are worth counting: then it is
 * what was seen of them, in a sample that is `foreseen` or looked at now.
 */
export async function countMatching(
  pool: pg.Pool,
  question: InventoryQuestion,
  state: CollectionState,
  foreseen: ForeseenMatches | null = null,
): Promise<MatchCount> {
  const { filter, reach } = question;
  if (isCountedByRow(filter)) return countRows(pool, question, state, foreseen);
  const cells = await readScopeCells(pool, state);
  return { value: countCellsPassing(cells, filter, reach, providersOf(state)), atLeast: false };
}

/** Whether the counts kept by scope do not answer: they know no text, and nothing of what is gone. */
export function isCountedByRow(filter: InventoryFilter): boolean {
  return Boolean(filter.q) || filter.presence === 'gone';
}

export function providersOf({ connections }: CollectionState): Map<string, string> {
  return new Map(connections.map(({ id, provider }) => [id, provider]));
}

async function countRows(
  pool: pg.Pool,
  question: InventoryQuestion,
  state: CollectionState,
  foreseen: ForeseenMatches | null,
): Promise<MatchCount> {
  if (foreseen !== null && foreseen.sampled * foreseen.scale >= surelyMore)
    return { value: foreseen.sampled, atLeast: true };
  const asked = { limit: countedAtMost, isSampled: foreseen !== null };
  const { found, whole } = await readMatches(pool, question, state, asked, async (toSubquery, parameters) => {
    const sql = `select count(*) as found from (${toSubquery('1 as one')}) m`;
    const { rows } = await pool.query<{ found: string }>(sql, parameters.values);
    return { found: Number(rows[0]?.found), result: null };
  });
  return { value: found, atLeast: !whole };
}
