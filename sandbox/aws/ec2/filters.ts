import { z } from 'zod';
import { unknownFilter } from './refusals';

export const filtersSchema = z.array(z.strictObject({ Name: z.string(), Value: z.array(z.string()).min(1) }));
export type Filters = z.infer<typeof filtersSchema>;

/** What a filter compares: the values a thing has under its name. */
export type FilterReaders<T> = Readonly<Record<string, (thing: T) => readonly (string | null)[]>>;

/** The things every filter lets through: filters are joined by "and", the values of one by "or". */
export function applyFilters<T extends { tags: Record<string, string> }>(
  things: readonly T[],
  filters: Filters,
  readers: FilterReaders<T>,
): T[] {
  const tests = filters.map(({ Name: name, Value: patterns }) => {
    const read = readerOf(name, readers);
    const expressions = patterns.map(toExpression);
    return (thing: T) =>
      read(thing).some((value) => value !== null && expressions.some((expression) => expression.test(value)));
  });
  return things.filter((thing) => tests.every((test) => test(thing)));
}

function readerOf<T extends { tags: Record<string, string> }>(name: string, readers: FilterReaders<T>) {
  if (name.startsWith('tag:')) return (thing: T) => [thing.tags[name.slice(4)] ?? null];
  if (name === 'tag-key') return (thing: T) => Object.keys(thing.tags);
  const read = readers[name];
  if (!read) throw unknownFilter(name);
  return read;
}

/** `*` stands for any text and `?` for one character; a backslash takes them literally. */
function toExpression(pattern: string): RegExp {
  const source = pattern.replace(/\\?[\s\S]/g, (token) => {
    if (token === '*') return '.*';
    if (token === '?') return '.';
    return token.slice(-1).replace(/[.*+?^${}()|[\]\\]/, '\\$&');
  });
  return new RegExp(`^${source}$`, 's');
}
