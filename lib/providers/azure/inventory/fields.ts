import { z } from 'zod';

/** A field that must be text to be used; anything else counts as absent. */
export const text = z.string().min(1).optional().catch(undefined);

/** A count or size; anything but a finite number that is not negative counts as absent. */
export const amount = z.number().nonnegative().optional().catch(undefined);

/** A moment; unreadable ones, and those before 1970 by which .NET and Unix write none, count as absent. */
export const moment = z
  .string()
  .transform((value) => new Date(value))
  .refine((date) => date.getTime() > 0)
  .optional()
  .catch(undefined);

export const list = z.array(z.unknown()).optional().catch(undefined);

/** A part of a document of which some fields are used; one that is no document counts as absent. */
export function part<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.object(shape).optional().catch(undefined);
}

/** The used fields of a document; one that is none has nothing of them. Every field of the schema must take absence. */
export function readFields<Schema extends z.ZodType>(schema: Schema, document: unknown): z.output<Schema> {
  const parsed = schema.safeParse(document);
  return parsed.success ? parsed.data : schema.parse({});
}
