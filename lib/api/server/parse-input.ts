import { z } from 'zod';
import { Refusal } from '@/lib/domain/refusal';

/** Input that passed its schema. Throws an `invalid` Refusal naming every field at fault by its dotted path. */
export function parseInput<Schema extends z.ZodType>(schema: Schema, input: unknown, place: string): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new Refusal(
    'invalid',
    `The ${place} is not as it should be.`,
    parsed.error.issues.map((issue) => ({ path: toPath(issue), message: issue.message })),
  );
}

/** An unknown field is reported under its own name rather than under the object that holds it. */
function toPath(issue: z.core.$ZodIssue): string {
  const path = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys.join(', ')] : issue.path;
  return path.map(String).join('.');
}

/** The parts of a path that its template names. What cannot be an id names nothing, so it is not found. */
export function parsePath<Schema extends z.ZodType>(schema: Schema, params: unknown): z.output<Schema> {
  const parsed = schema.safeParse(params);
  if (parsed.success) return parsed.data;
  throw new Refusal('not-found', 'There is nothing here, or you may not see it.');
}

const nothing = z.strictObject({});

/** The body by its schema; a route without one takes none, or an empty object. */
export function parseBody(schema: z.ZodType | undefined, body: unknown): unknown {
  if (schema) return parseInput(schema, body, 'body');
  if (body !== undefined) parseInput(nothing, body, 'body');
  return undefined;
}

/**
 * The query by its schema; a route without one takes no parameter at all. No text of the database holds a NUL, so that none is
 * taken to begin with.
 */
export function parseQuery(schema: z.ZodType | undefined, parameters: URLSearchParams): unknown {
  for (const [path, value] of parameters)
    if (value.includes('\0'))
      throw new Refusal('invalid', 'The query is not as it should be.', [
        { path, message: 'It holds a NUL character.' },
      ]);
  const query = parseInput(schema ?? nothing, toQueryObject(parameters), 'query');
  return schema && query;
}

/** A query string as an object: a name given once is a string, given more often a list. */
export function toQueryObject(parameters: URLSearchParams): Record<string, string | string[]> {
  const names = [...new Set(parameters.keys())];
  return Object.fromEntries(
    names.map((name) => {
      const values = parameters.getAll(name);
      const [only, ...others] = values;
      return [name, only !== undefined && others.length === 0 ? only : values];
    }),
  );
}
