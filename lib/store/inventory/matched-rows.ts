import type pg from 'pg';
import type { CollectionState } from './collection-state';
import { type AskedBy, toConditions } from './filter-sql';
import type { InventoryQuestion } from './inventory-filter';
import { toPresence } from './presence';
import { toSamples } from './sample-rows';
import { SqlParameters } from './sql-parameters';

/** A subquery of matching resources, not more than the limit, of whichever columns the reader wants. */
export type ReadMatches<T> = (
  toSubquery: (columns: string) => string,
  parameters: SqlParameters,
) => Promise<{ found: number; result: T }>;

/** Matches in a sample that say that there are more than are worth looking at all. */
const plenty = 200;

/**
 * Reads up to `limit` matches of a search, or of what has gone. When a sample from all over the table holds plenty, it is
 * answer enough; else, and where a sample has been looked at already, the indexes are asked. `whole` says whether these
 * are all matches there are.
 */
export async function readMatches<T>(
  pool: pg.Pool,
  question: InventoryQuestion,
  state: CollectionState,
  { limit, isSampled }: { limit: number; isSampled: boolean },
  read: ReadMatches<T>,
): Promise<{ found: number; result: T; whole: boolean }> {
  const samples = isSampled || question.filter.presence === 'gone' ? null : await toSamples(pool);
  if (samples !== null) {
    const parameters = new SqlParameters();
    const where = toWhere(question, state, parameters, 'rows');
    const sampled = await read(
      (columns) => `select ${columns} from resource r ${samples.fine.clause} where ${where} limit ${limit}`,
      parameters,
    );
    if (sampled.found >= plenty) return { ...sampled, whole: false };
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
  askedBy: AskedBy,
): string {
  return [toPresence(question, parameters), ...toConditions(question, state, parameters, askedBy)].join(' and ');
}
