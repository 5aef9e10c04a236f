import type pg from 'pg';
import { z } from 'zod';
import type { CollectionState } from './collection-state';
import { toConditions, toExpiredCondition } from './filter-sql';
import type { InventoryQuestion } from './inventory-filter';
import type { PagePosition } from './page-cursor';
import { toPresence } from './presence';
import { type ResourceRow, resourceColumns, resourceJoins, resourceRowSchema } from './resource-row';
import { isIndexed } from './search-text';
import { type Sort, type SortColumn, sortColumns } from './sort-keys';
import { SqlParameters } from './sql-parameters';

export interface ResourcePage {
  rows: ResourceRow[];
  /** Null when nothing follows. */
  next: PagePosition | null;
}

export interface PageRequest {
  question: InventoryQuestion;
  state: CollectionState;
  sort: Sort;
  /** Null: from the start. */
  after: PagePosition | null;
  limit: number;
}

/**
 * How many index entries are tried in order before all that matches is gathered and sorted instead. Common matches are
 * found within it; rare ones are cheap to gather.
 */
const walkedEntries = 4_000;
/** The same where gathering means looking at every row. */
const walkedFar = 32_000;

const positionedSchema = resourceRowSchema.extend({ sortValue: z.string().nullable() });
type Positioned = z.infer<typeof positionedSchema>;

/** One page of resources in the order of a sort. Those without a value come last; equal ones are ordered by id. */
export async function readPage(pool: pg.Pool, request: PageRequest): Promise<ResourcePage> {
  const wanted = request.limit + 1;
  const rows: Positioned[] = [];
  for (const part of partsOf(request)) {
    if (rows.length < wanted) rows.push(...(await readPart(pool, request, part, wanted - rows.length)));
  }
  const page = rows.slice(0, request.limit);
  const last = page.at(-1);
  const next = rows.length === wanted && last !== undefined ? { value: last.sortValue, id: last.id } : null;
  return { rows: page, next };
}

/** A stretch of the order: resources that have a value, then those that have none. */
interface Part {
  hasValue: boolean;
  after: PagePosition | null;
}

function partsOf({ sort, after }: PageRequest): Part[] {
  const withoutValue = { hasValue: false, after: after?.value === null ? after : null };
  if (after?.value === null) return [withoutValue];
  return sortColumns[sort.key].nullable ? [{ hasValue: true, after }, withoutValue] : [{ hasValue: true, after }];
}

async function readPart(pool: pg.Pool, request: PageRequest, part: Part, wanted: number): Promise<Positioned[]> {
  const isPresent = request.question.filter.presence !== 'gone';
  const ordered = isPresent && !sortsByExpiry(request);
  const conditional = toConditions(request.question, request.state, new SqlParameters()).length > 0;
  if (!ordered || !conditional) return run(pool, request, part, wanted, ordered ? 'index' : 'gather');
  for (const entries of toWalks(request)) {
    const walked = await run(pool, request, part, wanted, { entries });
    if (walked.length === wanted) return walked;
  }
  return run(pool, request, part, wanted, 'gather');
}

function toWalks({ question: { filter } }: PageRequest): number[] {
  return filter.q && !isIndexed(filter.q) ? [walkedEntries, walkedFar] : [walkedEntries];
}

/** Sorting by status while some of it is expired: no index knows that order. */
function sortsByExpiry({ sort, state }: PageRequest): boolean {
  return sort.key === 'status' && toExpiredCondition(state.expiry, new SqlParameters()) !== null;
}

/** In the order of an index; so, but for a number of entries at most; or by gathering all and sorting. */
type Plan = 'index' | { entries: number } | 'gather';

async function run(pool: pg.Pool, request: PageRequest, part: Part, wanted: number, plan: Plan): Promise<Positioned[]> {
  const { question, state, sort } = request;
  const parameters = new SqlParameters();
  const column = toColumn(request, parameters);
  const base = [toPresence(question, parameters), ...toRange(column, sort, part, parameters)];
  const conditions = toConditions(question, state, parameters, plan === 'gather' ? 'index' : 'rows');
  const value = part.hasValue ? column.expression : 'null::text';
  const select = `select r.*, ${value} as sort_value from resource r where`;
  const inOrder = part.hasValue
    ? `${plan === 'gather' ? column.unindexed : column.expression} ${sort.order}, r.id ${sort.order}`
    : `${plan === 'gather' ? 'r.id::text' : 'r.id'} ${sort.order}`;
  const outerOrder = `r.sort_value ${sort.order}, r.id ${sort.order}`;
  const matching =
    typeof plan === 'object'
      ? `select * from (${select} ${base.join(' and ')} order by ${inOrder} limit ${plan.entries}) r
         where ${conditions.join(' and ')} order by ${outerOrder} limit ${wanted}`
      : `${select} ${[...base, ...conditions].join(' and ')} order by ${inOrder} limit ${wanted}`;
  const { rows } = await pool.query(
    `select ${resourceColumns}, r.sort_value::text as "sortValue" from (${matching}) r ${resourceJoins} order by ${outerOrder}`,
    parameters.values,
  );
  return z.array(positionedSchema).parse(rows);
}

function toColumn(request: PageRequest, parameters: SqlParameters): SortColumn {
  const column = sortColumns[request.sort.key];
  if (!sortsByExpiry(request)) return column;
  const expired = toExpiredCondition(request.state.expiry, parameters);
  const expression = `(case when ${expired} then 'unknown' else r.status end) collate "C"`;
  return { ...column, expression, unindexed: expression };
}

function toRange(column: SortColumn, sort: Sort, { hasValue, after }: Part, parameters: SqlParameters): string[] {
  const beyond = sort.order === 'asc' ? '>' : '<';
  const { expression, type, nullable } = column;
  if (!hasValue) {
    const without = `${expression} is null`;
    return after === null ? [without] : [without, `r.id ${beyond} ${parameters.add(after.id, 'uuid')}`];
  }
  const range = nullable ? [`${expression} is not null`] : [];
  if (after === null) return range;
  const position = `(${parameters.add(after.value, type)}, ${parameters.add(after.id, 'uuid')})`;
  return [...range, `(${expression}, r.id) ${beyond} ${position}`];
}
