import type pg from 'pg';
import { z } from 'zod';
import { toConditions } from './filter-sql';
import type { PageRequest } from './page-request';
import { type PositionedRow, positionedSchema, toColumn } from './page-stretch';
import { toPresence } from './presence';
import { resourceColumns, resourceJoins } from './resource-row';
import type { SortColumn } from './sort-keys';
import { SqlParameters } from './sql-parameters';

const gatheredSchema = z.array(positionedSchema.extend({ found: z.coerce.number().nullable() }));

/**
 * Up to `wanted` of what is left of a list, by gathering and sorting all of it; and how many it `found` there, null when
 * how many match is known already.
 */
export async function gatherRest(
  pool: pg.Pool,
  request: PageRequest,
  wanted: number,
): Promise<{ rows: PositionedRow[]; found: number | null }> {
  const { question, state, sort } = request;
  const parameters = new SqlParameters();
  const column = toColumn(request, parameters);
  const where = [
    toPresence(question, parameters),
    ...toRest(request, column, parameters),
    ...toConditions(question, state, parameters, 'index'),
  ];
  const inOrder = (value: string) => `${value} ${sort.order} nulls last, r.id ${sort.order}`;
  const found = request.matching === null ? 'count(*) over ()' : 'null::int8';
  // Narrow while there are many, and whole once they are few.
  const { rows } = await pool.query(
    `select ${resourceColumns}, m.sort_value::text as "sortValue", m.found
     from (select r.id, ${column.unindexed} as sort_value, ${found} as found from resource r
       where ${where.join(' and ')} order by ${inOrder('sort_value')} limit ${wanted}) m
     join resource r on r.id = m.id ${resourceJoins}
     order by ${inOrder('m.sort_value')}`,
    parameters.values,
  );
  const gathered = gatheredSchema.parse(rows);
  const [first] = gathered;
  if (first === undefined) return { rows: [], found: request.matching === null ? 0 : null };
  return { rows: gathered, found: first.found };
}

/** The conditions of what comes after a position: what has no value comes last. */
function toRest({ sort, after }: PageRequest, { expression, type, nullable }: SortColumn, parameters: SqlParameters) {
  if (after === null) return [];
  const isPast = sort.order === 'asc' ? '>' : '<';
  const id = parameters.add(after.id, 'uuid');
  if (after.value === null) return [`${expression} is null`, `r.id ${isPast} ${id}`];
  const follows = `(${expression}, r.id) ${isPast} (${parameters.add(after.value, type)}, ${id})`;
  return [nullable ? `(${follows} or ${expression} is null)` : follows];
}
