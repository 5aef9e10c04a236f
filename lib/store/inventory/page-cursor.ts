import { z } from 'zod';
import { Refusal } from '@/lib/domain/refusal';
import { type Sort, type SortColumn, sortColumns, sortKeys } from './sort-keys';

/** The last resource of a page: the next one starts after it. */
export interface PagePosition {
  /** Its sort value as text; null when it has none. */
  value: string | null;
  id: string;
}

const cursorSchema = z.tuple([z.enum(sortKeys), z.enum(['asc', 'desc']), z.string().nullable(), z.uuid()]);

/** An opaque cursor, good for one sort only. */
export function toCursor(sort: Sort, position: PagePosition): string {
  return Buffer.from(JSON.stringify([sort.key, sort.order, position.value, position.id])).toString('base64url');
}

/** Reads a cursor back. Throws an `invalid` Refusal when it is not one of ours, or was made under another sort. */
export function fromCursor(sort: Sort, cursor: string): PagePosition {
  const parsed = cursorSchema.safeParse(parseJson(Buffer.from(cursor, 'base64url').toString()));
  if (!parsed.success) throw refuse('This cursor is not one of ours.');
  const [key, order, value, id] = parsed.data;
  if (key !== sort.key || order !== sort.order) throw refuse('This cursor belongs to another sort.');
  if (!isValueOf(sortColumns[key], value)) throw refuse('This cursor is not one of ours.');
  return { value, id };
}

function isValueOf({ type, nullable }: SortColumn, value: string | null): boolean {
  if (value === null) return nullable;
  if (type === 'int4') return /^\d{1,9}$/.test(value);
  return type === 'timestamptz' ? !Number.isNaN(Date.parse(value)) : !value.includes('\0');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function refuse(message: string): Refusal {
  return new Refusal('invalid', message, [{ path: 'cursor', message }]);
}
