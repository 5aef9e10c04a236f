import type { z } from 'zod';
import { PlainError } from '../plain-error';

/** Holds what the options came to against the API's own contract; one sentence a fault, naming the field. */
export function parseInput<T>(schema: z.ZodType<T>, input: unknown): T {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new PlainError(parsed.error.issues.map(toSentence).join('\n'));
}

function toSentence({ path, message, ...issue }: z.core.$ZodIssue): string {
  const field = path.filter((part) => typeof part === 'string').join('.') || 'The input';
  if (issue.code !== 'invalid_value') return `${field}: ${message}.`;
  return `${field} can be ${issue.values.map(String).join(', ')}.`;
}
