import type { z } from 'zod';
import { PlainError } from '../plain-error';

/** Holds what the options came to against the API's own contract; one sentence a fault, naming the field. */
export function parseInput<T>(schema: z.ZodType<T>, input: unknown): T {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new PlainError(
    parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'The input'}: ${message}.`).join('\n'),
  );
}
