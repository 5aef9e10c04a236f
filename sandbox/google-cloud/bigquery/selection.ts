import { invalidArgument } from '../google-error';
import type { Column } from './column';
import type { Field, Value } from './field';

/** A column of which perhaps only parts were asked for. */
export interface Selected {
  column: Column;
  /** The field with the fields asked for. */
  field: Field;
  /** Of the column's whole value, what was asked for. */
  pick(value: Value): Value;
}

/** The columns that `selectedFields` names, such as `cost,project.id`, in the order of the table; all when it is empty. */
export function selectColumns(columns: readonly Column[], selectedFields: string): Selected[] {
  const paths = selectedFields
    .split(',')
    .map((path) => path.trim().toLowerCase())
    .filter((path) => path !== '');
  if (paths.length === 0) return columns.map((column) => ({ column, field: column.field, pick: (value) => value }));
  const selected = columns.flatMap((column) => {
    const chosen = choose(column.field, paths);
    return chosen ? [{ column, ...chosen }] : [];
  });
  const unknown = paths.find((path) => !columns.some(({ field }) => isPathOf(field, path)));
  if (unknown !== undefined) throw invalidArgument(`Invalid selected field: ${unknown}`);
  return selected;
}

function isPathOf({ name, fields }: Field, path: string): boolean {
  const [first, ...rest] = path.split('.');
  if (first !== name.toLowerCase()) return false;
  return rest.length === 0 || (fields?.some((inner) => isPathOf(inner, rest.join('.'))) ?? false);
}

function choose(field: Field, paths: readonly string[]): Pick<Selected, 'field' | 'pick'> | null {
  const name = field.name.toLowerCase();
  if (paths.includes(name)) return { field, pick: (value) => value };
  const within = paths.filter((path) => path.startsWith(`${name}.`)).map((path) => path.slice(name.length + 1));
  if (within.length === 0 || field.fields === undefined) return null;
  const parts = field.fields.map((inner) => choose(inner, within));
  const pickRecord = (value: Value): Value =>
    value === null || typeof value === 'string'
      ? value
      : parts.flatMap((part, index) => (part ? [part.pick(value[index] ?? null)] : []));
  return {
    field: { ...field, fields: parts.flatMap((part) => (part ? [part.field] : [])) },
    pick: (value) => (field.mode === 'REPEATED' && Array.isArray(value) ? value.map(pickRecord) : pickRecord(value)),
  };
}
