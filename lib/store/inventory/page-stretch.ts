import type pg from 'pg';
import { z } from 'zod';
import { toConditions, toExpiredCondition } from './filter-sql';
import type { InventoryFilter } from './inventory-filter';
import type { PagePosition } from './page-cursor';
import type { PageRequest } from './page-request';
import { toPresence } from './presence';
import { resourceColumns, resourceJoins, resourceRowSchema } from './resource-row';
import { type SortColumn, sortColumns } from './sort-keys';
import { SqlParameters } from './sql-parameters';

/** A stretch of a list's order, of resources that have a sort value or of those that have none. */
export interface PageStretch {
  hasValue: boolean;
  /** Where it begins, left out itself; null: at the start. */
  after: PagePosition | null;
  /** Where it ends, taken in; null: at the end. */
  upTo: PageBound | null;
}

/** A position in a list's order, taken in. */
export interface PageBound extends PagePosition {
  /** Whether so little of the table stands before it that an index of the order is of use to find it. */
  isNear: boolean;
}

/** In the order of an index; so, but trying a number of entries at most; or by gathering all and sorting. */
export type ReadingPlan = 'index' | { entries: number } | 'gather';

/** A listed resource with its sort value as text. */
export const positionedSchema = resourceRowSchema.extend({ sortValue: z.string().nullable() });
export type PositionedRow = z.infer<typeof positionedSchema>;

/** Up to `wanted` resources of a stretch, each with its sort value as text. */
export async function readStretch(
  pool: pg.Pool,
  request: PageRequest,
  stretch: PageStretch,
  wanted: number,
  plan: ReadingPlan,
): Promise<PositionedRow[]> {
  const { question, state, sort } = request;
  const parameters = new SqlParameters();
  const column = toColumn(request, parameters);
  const base = toBase(request, column, stretch, parameters);
  const conditions = toConditions(question, state, parameters, plan === 'gather' ? 'index' : 'rows');
  const select = `select r.*, ${toValue(column, stretch)} as sort_value from resource r where`;
  const order = toOrder(request, column, stretch, plan === 'gather');
  const outerOrder = `r.sort_value ${sort.order}, r.id ${sort.order}`;
  const matching =
    typeof plan === 'object'
      ? `select * from (${select} ${base.join(' and ')} order by ${order} limit ${plan.entries}) r
         where ${conditions.join(' and ')} order by ${outerOrder} limit ${wanted}`
      : `${select} ${[...base, ...conditions].join(' and ')} order by ${order} limit ${wanted}`;
  const { rows } = await pool.query(
    `select ${resourceColumns}, r.sort_value::text as "sortValue" from (${matching}) r ${resourceJoins} order by ${outerOrder}`,
    parameters.values,
  );
  return z.array(positionedSchema).parse(rows);
}

/** Whether anything restricts the list but presence. */
export function isConditional({ question, state }: PageRequest): boolean {
  return toConditions(question, state, new SqlParameters()).length > 0;
}

/** Whether an index has the list's order: none has that of what is gone, nor of a status that is expired in part. */
export function isInIndexOrder(request: PageRequest): boolean {
  return request.question.filter.presence !== 'gone' && !sortsByExpiry(request);
}

function sortsByExpiry({ sort, state }: PageRequest): boolean {
  return sort.key === 'status' && toExpiredCondition(state.expiry, new SqlParameters()) !== null;
}

/** What a list is sorted by. */
export function toColumn(request: PageRequest, parameters: SqlParameters): SortColumn {
  const column = sortColumns[request.sort.key];
  if (!sortsByExpiry(request) || request.question.filter.presence === 'gone') return column;
  const expired = toExpiredCondition(request.state.expiry, parameters);
  const expression = `(case when ${expired} then 'unknown' else r.status end) collate "C"`;
  return { ...column, expression, unindexed: expression };
}

/** The sort value of a resource `r` of a stretch. */
export function toValue({ expression }: SortColumn, { hasValue }: PageStretch): string {
  return hasValue ? expression : 'null::text';
}

function toOrder({ sort }: PageRequest, column: SortColumn, { hasValue }: PageStretch, unindexed: boolean): string {
  if (!hasValue) return `${unindexed ? 'r.id::text' : 'r.id'} ${sort.order}`;
  return `${unindexed ? column.unindexed : column.expression} ${sort.order}, r.id ${sort.order}`;
}

/** The conditions that make a stretch. */
export function toBase(
  request: PageRequest,
  column: SortColumn,
  stretch: PageStretch,
  parameters: SqlParameters,
): string[] {
  const { question, sort } = request;
  const { expression, type, nullable, unindexed } = column;
  const { hasValue, after, upTo } = stretch;
  const isPast = sort.order === 'asc' ? '>' : '<';
  const isBefore = sort.order === 'asc' ? '<=' : '>=';
  const conditions = [toPresence(question, parameters)];
  if (nullable) conditions.push(`${expression} is ${hasValue ? 'not null' : 'null'}`);
  const compare = (operator: string, { value, id }: PagePosition, compared = expression) =>
    hasValue
      ? `(${compared}, r.id) ${operator} (${parameters.add(value, type)}, ${parameters.add(id, 'uuid')})`
      : `r.id ${operator} ${parameters.add(id, 'uuid')}`;
  if (after !== null) conditions.push(compare(isPast, after));
  if (upTo !== null) conditions.push(compare(isBefore, upTo, upTo.isNear ? expression : unindexed));
  return [...conditions, ...toFilteredRange(request, expression, parameters)];
}

/** Filtered by what it is sorted by, a list begins and ends with the values asked for: no need to look elsewhere. */
function toFilteredRange(request: PageRequest, expression: string, parameters: SqlParameters): string[] {
  if (!isInIndexOrder(request)) return [];
  const values = toFilteredValues(request.sort.key, request.question.filter);
  const sorted = [...values].sort((left, right) => Buffer.compare(Buffer.from(left), Buffer.from(right)));
  const [first, last] = [sorted.at(0), sorted.at(-1)];
  if (first === undefined || last === undefined) return [];
  return [`${expression} >= ${parameters.add(first, 'text')}`, `${expression} <= ${parameters.add(last, 'text')}`];
}

function toFilteredValues(key: PageRequest['sort']['key'], filter: InventoryFilter): readonly string[] {
  if (key !== 'kind' && key !== 'account' && key !== 'region' && key !== 'status') return [];
  return (filter[key] ?? []).filter((value) => !value.includes('\0'));
}
