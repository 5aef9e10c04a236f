import { z } from 'zod';

/**
 * What slurmrestd puts in place of a number it does not have, by the width of the field; signed where it was cast. In 64
 * bits "none" and "no end" are one number to a double, and so neither is told from it.
 */
const blanks: ReadonlySet<number> = new Set([0xffff_fffe, 2 ** 64, -2]);
const infinities: ReadonlySet<number> = new Set([0xffff_ffff, -1]);

/**
 * A number of any data parser: bare up to v0.0.39, `{ set, infinite, number }` in most places from v0.0.40 on. Null when
 * there is none, `infinite` when there is no end to it.
 */
export const numberSchema = z
  .union([z.number(), z.object({ set: z.boolean(), infinite: z.boolean().optional(), number: z.number().optional() })])
  .nullish()
  .transform((value): number | 'infinite' | null => {
    if (value === null || value === undefined) return null;
    if (typeof value === 'number') return fromBare(value);
    if (value.infinite) return 'infinite';
    return value.set && value.number !== undefined ? fromBare(value.number) : null;
  });

function fromBare(value: number): number | 'infinite' | null {
  if (infinities.has(value)) return 'infinite';
  return blanks.has(value) ? null : value;
}

/** A moment in seconds since 1970; 0 is never, and none or one without end is null. */
export const momentSchema = numberSchema.transform((value) =>
  value === null || value === 'infinite' || value <= 0 ? null : new Date(value * 1000),
);

/** Text, null where it is empty or Slurm's way of printing nothing. */
export const textSchema = z
  .string()
  .nullish()
  .transform((text) => (text === '(null)' || text === undefined || text?.trim() === '' ? null : text));

/** Words in upper case, from one word (up to v0.0.39) or a list of them (from v0.0.40 on). */
export const stateSchema = z
  .union([z.string(), z.array(z.string())])
  .nullish()
  .transform((value) => toList(value).map((word) => word.toUpperCase()));

/** A list that older data parsers write as one text with commas. */
export const listSchema = z
  .union([z.string(), z.array(z.string())])
  .nullish()
  .transform((value) => toList(typeof value === 'string' ? value.split(',') : value));

function toList(value: string | string[] | null | undefined): string[] {
  const words = typeof value === 'string' ? [value] : (value ?? []);
  return words.map((word) => word.trim()).filter((word) => word !== '');
}
