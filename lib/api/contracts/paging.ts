import { z } from 'zod';

/** A keyset cursor: opaque to the caller, bound to the sort it came from. */
export const cursorSchema = z
  .string()
  .max(1024)
  .regex(/^[A-Za-z0-9_-]+$/);

/** How many rows match: exact, or a floor when counting on would take too long or a source is missing. */
export const countSchema = z.object({ value: z.number().int().nonnegative(), atLeast: z.boolean() });
export type Count = z.infer<typeof countSchema>;

export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), nextCursor: cursorSchema.nullable() });
}

export const instantSchema = z.iso.datetime();

/** One value or many: `?kind=volume&kind=bucket`. */
export const many = <T extends z.ZodType>(value: T) =>
  z.preprocess(
    (input) => (input === undefined || Array.isArray(input) ? input : [input]),
    z.array(value).max(100).optional(),
  );
