import { evaluate, order, type Row, textOf } from './evaluate';
import type { NamedExpression, Ordering, Query, Step } from './query';

/** What a query answers. */
export interface QueryResult {
  rows: readonly Row[];
  /** How the rows are ordered last; empty when they are in no order. */
  ordering: readonly Ordering[];
  /** False when the query itself limits its rows, so that its answer cannot be paged. */
  canPage: boolean;
}

/** Runs the steps of a query over the rows of its table. */
export function runQuery({ steps }: Query, table: readonly Row[]): QueryResult {
  let result: QueryResult = { rows: table, ordering: [], canPage: true };
  for (const step of steps) result = runStep(step, result);
  return result;
}

function runStep(step: Step, { rows, ordering, canPage }: QueryResult): QueryResult {
  switch (step.kind) {
    case 'where':
      return { rows: rows.filter((row) => evaluate(step.condition, row) === true), ordering, canPage };
    case 'project':
      return {
        rows: rows.map((row) => pick(row, step.columns)),
        ordering: stillNamed(ordering, step.columns),
        canPage,
      };
    case 'project-away':
      return { rows: rows.map((row) => drop(row, step.names)), ordering, canPage };
    case 'extend':
      return { rows: rows.map((row) => extend(row, step.columns)), ordering, canPage };
    case 'order':
      return { rows: sort(rows, step.by), ordering: step.by, canPage };
    case 'take':
      return { rows: rows.slice(0, step.count), ordering, canPage: false };
    case 'count':
      return { rows: [toRow(new Map([['Count', rows.length]]))], ordering: [], canPage: true };
    case 'expand':
      return { rows: rows.flatMap((row) => expand(row, step.name, evaluate(step.of, row))), ordering: [], canPage };
    case 'distinct':
      return { rows: [...groupBy(rows, step.columns).values()].map(([first]) => first), ordering: [], canPage };
    case 'summarise':
      return {
        rows: [...groupBy(rows, step.by).values()].map((group) =>
          extendWith(group[0], new Map([[step.countName, group.length]])),
        ),
        ordering: [],
        canPage,
      };
  }
}

function sort(rows: readonly Row[], by: readonly Ordering[]): Row[] {
  return rows
    .map((row) => ({ row, keys: by.map(({ value }) => evaluate(value, row)) }))
    .sort((left, right) => compareKeys(by, left.keys, right.keys))
    .map(({ row }) => row);
}

/** How two rows stand to each other, given the values they are ordered by. */
export function compareKeys(by: readonly Ordering[], left: readonly unknown[], right: readonly unknown[]): number {
  for (const [index, { descending }] of by.entries()) {
    const difference = order(left[index], right[index]);
    if (difference !== 0) return descending ? -difference : difference;
  }
  return 0;
}

/** An ordering outlives a projection only when what it is by is still there under its name. */
function stillNamed(ordering: readonly Ordering[], columns: readonly NamedExpression[]): readonly Ordering[] {
  const isKept = ({ value }: Ordering) =>
    value.kind === 'column' &&
    columns.some(
      (column) => column.name === value.name && column.value.kind === 'column' && column.value.name === value.name,
    );
  return ordering.every(isKept) ? ordering : [];
}

function pick(row: Row, columns: readonly NamedExpression[]): Row {
  return {
    columns: columns.map(({ name }) => name),
    read: (name) => {
      const column = columns.find((each) => each.name === name);
      return column && evaluate(column.value, row);
    },
  };
}

function drop(row: Row, names: readonly string[]): Row {
  const columns = row.columns.filter((name) => !names.includes(name));
  return { columns, read: (name) => (names.includes(name) ? undefined : row.read(name)) };
}

function extend(row: Row, columns: readonly NamedExpression[]): Row {
  return extendWith(row, new Map(columns.map(({ name, value }) => [name, evaluate(value, row)])));
}

function extendWith(row: Row, values: ReadonlyMap<string, unknown>): Row {
  return {
    columns: [...row.columns.filter((name) => !values.has(name)), ...values.keys()],
    read: (name) => (values.has(name) ? values.get(name) : row.read(name)),
  };
}

function expand(row: Row, name: string, value: unknown): Row[] {
  const items: unknown[] = Array.isArray(value) ? value : value === null ? [] : [value];
  return items.map((item) => extendWith(row, new Map([[name, item]])));
}

function groupBy(rows: readonly Row[], by: readonly NamedExpression[]): Map<string, [Row, ...Row[]]> {
  const groups = new Map<string, [Row, ...Row[]]>();
  for (const row of rows) {
    const values = new Map(by.map(({ name, value }) => [name, evaluate(value, row)]));
    const key = JSON.stringify([...values.values()].map(textOf));
    const group = groups.get(key);
    if (group) group.push(toRow(values));
    else groups.set(key, [toRow(values)]);
  }
  return groups;
}

/** A row of values already known. */
export function toRow(values: ReadonlyMap<string, unknown>): Row {
  return { columns: [...values.keys()], read: (name) => values.get(name) };
}
