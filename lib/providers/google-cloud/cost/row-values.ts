import type { ExactJson } from '../../contract/http/parse-json';
import type { TableField } from './export-table';

/** A cell of BigQuery's JSON, and a row, which is also what a nested record is. */
export type Cell = { v?: ExactJson };
export type Row = { f: Cell[] };

/** A row as flat text columns: a record's fields by dotted names, what is repeated as JSON text. Null is null. */
export type FlatRow = Record<string, string | null>;

/** A row that is not of the table's form. */
export class RowUnreadable extends Error {}

/** Only those of the fields that are named, by dotted paths, in the table's own order. */
export function selectFields(fields: readonly TableField[], paths: readonly string[]): TableField[] {
  return fields.flatMap((field) => {
    if (paths.includes(field.name)) return [field];
    const below = paths.flatMap((path) =>
      path.startsWith(`${field.name}.`) ? [path.slice(field.name.length + 1)] : [],
    );
    const kept = selectFields(field.fields ?? [], below);
    return kept.length === 0 ? [] : [{ ...field, fields: kept }];
  });
}

/** Dotted paths of the fields, as `selectedFields` takes them. */
export function toPaths(fields: readonly TableField[], prefix = ''): string[] {
  return fields.flatMap(({ name, mode, fields: nested }) =>
    nested === undefined || mode === 'REPEATED' ? [`${prefix}${name}`] : toPaths(nested, `${prefix}${name}.`),
  );
}

/** Reads a row; money stays as BigQuery wrote it. Throws `RowUnreadable`. */
export function toFlatRow(row: Row, fields: readonly TableField[]): FlatRow {
  const flat: FlatRow = {};
  addRow(flat, '', row, fields);
  return flat;
}

function addRow(flat: FlatRow, prefix: string, row: Row | null, fields: readonly TableField[]): void {
  if (row !== null && row.f.length !== fields.length) throw new RowUnreadable();
  for (const [index, field] of fields.entries()) {
    const value = row?.f[index]?.v ?? null;
    const name = `${prefix}${field.name}`;
    if (field.mode === 'REPEATED') flat[name] = row === null ? null : JSON.stringify(toRepeated(value, field));
    else if (field.fields === undefined) flat[name] = toText(value, field);
    else addRow(flat, `${name}.`, value === null ? null : toRow(value), field.fields);
  }
}

/** Pairs of a key and a value as one object, as FOCUS has tags; everything else as a list. */
function toRepeated(value: ExactJson, field: TableField): ExactJson {
  if (value === null) return [];
  if (!Array.isArray(value)) throw new RowUnreadable();
  const items = value.map((item) => toItem(isObject(item) ? (item.v ?? null) : null, field));
  const names = (field.fields ?? []).map(({ name }) => name);
  const key = names.find((name) => name.toLowerCase() === 'key');
  const told = names.find((name) => name.toLowerCase() === 'value');
  if (key === undefined || told === undefined) return items;
  return Object.fromEntries(
    items.flatMap((item) => (isObject(item) && typeof item[key] === 'string' ? [[item[key], item[told] ?? null]] : [])),
  );
}

function toItem(value: ExactJson, { fields, ...field }: TableField): ExactJson {
  if (fields === undefined) return toText(value, field);
  const row = toRow(value);
  if (row.f.length !== fields.length) throw new RowUnreadable();
  return Object.fromEntries(
    fields.map((nested, index): [string, ExactJson] => {
      const inner = row.f[index]?.v ?? null;
      if (nested.mode === 'REPEATED') return [nested.name, toRepeated(inner, nested)];
      return [nested.name, inner === null ? null : toItem(inner, nested)];
    }),
  );
}

function toRow(value: ExactJson): Row {
  if (!isObject(value) || !Array.isArray(value.f)) throw new RowUnreadable();
  return { f: value.f.map((cell) => (isObject(cell) ? { v: cell.v ?? null } : { v: null })) };
}

function toText(value: ExactJson, { type }: TableField): string | null {
  if (value === null) return null;
  if (typeof value === 'object') throw new RowUnreadable();
  return type === 'TIMESTAMP' ? toInstant(String(value)) : String(value);
}

/** Timestamps were asked for as whole microseconds, and are told with all of them, so that they sort as text. */
function toInstant(microseconds: string): string {
  if (!/^-?\d{1,18}$/.test(microseconds)) throw new RowUnreadable();
  const micros = BigInt(microseconds);
  const rest = ((micros % 1000n) + 1000n) % 1000n;
  const instant = new Date(Number((micros - rest) / 1000n)).toISOString();
  return instant.replace('Z', `${rest.toString().padStart(3, '0')}Z`);
}

function isObject(value: ExactJson | undefined): value is { [key: string]: ExactJson } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
