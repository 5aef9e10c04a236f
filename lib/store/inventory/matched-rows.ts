import type pg from 'pg';
import type { CollectionState } from './collection-state';
import { toConditions } from './filter-sql';
import type { InventoryQuestion } from './inventory-filter';
import { toPresence } from './presence';
import { toSampleClause } from './sample-rows';
import { SqlParameters } from './sql-parameters';

/**
 * Where rows that match a question are taken from, up to a limit. When a sample of the table alone holds as many, they
 * come from the sample, and so from all over the table; else they come by way of the trigram index.
 */
export interface MatchSource {
  /** A subquery of the wanted columns of matching resources, not more than the limit. */
  toSubquery(columns: string, parameters: SqlParameters): string;
}

/** Decides where up to `limit` matches of a search, or of what has gone, are best taken from. */
export async function chooseMatchSource(
  pool: pg.Pool,
  question: InventoryQuestion,
  state: CollectionState,
  limit: number,
): Promise<MatchSource> {
  const isPresent = question.filter.presence !== 'gone';
  const sample = isPresent ? await toSampleClause(pool) : null;
  if (sample !== null) {
    const sampled: MatchSource = {
      toSubquery: (columns, parameters) =>
        `select ${columns} from resource r ${sample} where ${toWhere(question, state, parameters, 'rows')} limit ${limit}`,
    };
    const parameters = new SqlParameters();
    const { rows } = await pool.query<{ found: string }>(
      `select count(*) as found from (${sampled.toSubquery('1 as one', parameters)}) m`,
      parameters.values,
    );
    if (Number(rows[0]?.found) >= limit) return sampled;
  }
  return {
    // Materialised, so that the planner does not hope for an early end and read the whole table for want of matches.
    toSubquery: (columns, parameters) =>
      `with m as materialized (select ${columns} from resource r where ${toWhere(question, state, parameters, 'index')})
       select * from m limit ${limit}`,
  };
}

function toWhere(
  question: InventoryQuestion,
  state: CollectionState,
  parameters: SqlParameters,
  searchBy: 'rows' | 'index',
): string {
  return [toPresence(question, parameters), ...toConditions(question, state, parameters, searchBy)].join(' and ');
}
