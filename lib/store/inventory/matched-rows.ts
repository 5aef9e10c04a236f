import type pg from 'pg';
import type { CollectionState } from './collection-state';
import { type SearchBy, toConditions } from './filter-sql';
import type { InventoryQuestion } from './inventory-filter';
import { toPresence } from './presence';
import { toSampleClause } from './sample-rows';
import { isIndexed } from './search-text';
import { SqlParameters } from './sql-parameters';

/** A subquery of matching resources, not more than the limit, of whichever columns the reader wants. */
export type ReadMatches<T> = (
  toSubquery: (columns: string) => string,
  parameters: SqlParameters,
) => Promise<{ found: number; result: T }>;

/**
 * Reads up to `limit` matches of a search, or of what has gone. When a sample from all over the table holds as many, it
 * is answer enough, and so it is when only reading every row could tell more; else the trigram index is asked.
 * `whole` says whether these are all matches there are.
 */
export async function readMatches<T>(
  pool: pg.Pool,
  question: InventoryQuestion,
  state: CollectionState,
  limit: number,
  read: ReadMatches<T>,
): Promise<{ found: number; result: T; whole: boolean }> {
  const { q, presence } = question.filter;
  const sample = presence === 'gone' ? null : await toSampleClause(pool);
  if (sample !== null) {
    const parameters = new SqlParameters();
    const where = toWhere(question, state, parameters, 'rows');
    const sampled = await read(
      (columns) => `select ${columns} from resource r ${sample} where ${where} limit ${limit}`,
      parameters,
    );
    if (sampled.found >= limit || (sampled.found > 0 && q && !isIndexed(q, state.wideTrigrams)))
      return { ...sampled, whole: false };
  }
  const parameters = new SqlParameters();
  const where = toWhere(question, state, parameters, 'index');
  const all = await read(
    // Materialised, so that the planner does not hope for an early end and read the whole table for want of matches.
    (columns) =>
      `with m as materialized (select ${columns} from resource r where ${where}) select * from m limit ${limit}`,
    parameters,
  );
  return { ...all, whole: all.found < limit };
}

function toWhere(
  question: InventoryQuestion,
  state: CollectionState,
  parameters: SqlParameters,
  searchBy: SearchBy,
): string {
  return [toPresence(question, parameters), ...toConditions(question, state, parameters, searchBy)].join(' and ');
}
