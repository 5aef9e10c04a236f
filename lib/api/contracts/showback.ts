import { z } from 'zod';
import { idleTreatments, splitKinds } from '@/lib/domain/cost/allocation-rules';
import { costMetrics } from '@/lib/domain/cost/billing-delivery';
import { costRangeShape, costSchema, isCostRange, notACostRange } from './cost';
import { attributionRuleSchema } from './cost-rules';
import { instantSchema } from './paging';

const { sources, readFrom, books } = costSchema.shape;
const { basis, currency } = books.element.shape;
const figure = books.element.shape.whole.shape.total;
/** An exact decimal as text, in the currency of its book. */
const amount = z.string();
const number = z.number().int().positive();

export const showbackQuerySchema = z
  .strictObject({
    ...costRangeShape,
    metric: z.enum(costMetrics).default('effective'),
    /** By these rules, whichever are in force; 0: by none. Absent: by those in force at `asOf`. */
    version: z.coerce.number().int().nonnegative().optional(),
  })
  .refine(isCostRange, notACostRange);
export type ShowbackQuery = z.infer<typeof showbackQuerySchema>;

/** What one team bears: `total` is `direct - idleOut + the shares of pools + idleIn`. */
const teamSchema = z.object({
  team: z.string(),
  /** What rules attribute to the team and no pool takes; null: nothing is. */
  direct: figure.nullable(),
  /** The idle part of `direct`, which stands elsewhere; null: none is measured. */
  idleOut: amount.nullable(),
  /** In the order of `pools`; null: no share. */
  fromPools: z.array(amount.nullable()),
  /** Its share of idle cost; null: none is spread to it. */
  idleIn: amount.nullable(),
  total: figure,
});

const showbackBookSchema = z.object({
  basis,
  currency,
  /** Null where not everything may be seen. */
  whole: figure.nullable(),
  /** Who bears most first. */
  teams: z.array(teamSchema),
  /** What no rule allocates and no pool takes, without its idle part; null: nothing, or not to be seen. */
  unallocated: z.object({ direct: figure, idleOut: amount.nullable(), total: figure }).nullable(),
  /** Idle cost that no team bears. `no-gpu-cost`: it is to be spread, but no team has GPU cost. */
  idle: z.object({ amount, reason: z.enum(['separate', 'no-gpu-cost']) }).nullable(),
  /** Pools that nobody can bear, and why. */
  unsplit: z.array(z.object({ pool: z.string(), amount, reason: z.enum(['no-direct-cost', 'no-gpu-hours']) })),
});
export type ShowbackBook = z.infer<typeof showbackBookSchema>;
export type ShowbackTeam = z.infer<typeof teamSchema>;

/** What teams bear. The rows of a book add up to its whole, to the last digit. */
export const showbackSchema = z.object({
  at: instantSchema,
  asOf: instantSchema,
  from: z.iso.date(),
  to: z.iso.date(),
  metric: z.enum(costMetrics),
  /** By which rules; null: nobody wrote any. `comment` null: not to be seen. */
  version: z
    .object({ number, createdAt: instantSchema, createdBy: z.string().nullable(), comment: z.string().nullable() })
    .nullable(),
  /** The newest version when asked; null: there is none. */
  newest: number.nullable(),
  readFrom,
  /** How many of the bills read are still added up by other rules, so that Explore tells them otherwise. */
  behind: z.number().int().nonnegative(),
  /** Only some teams may be seen: no rows but theirs, and no total of all. */
  isBounded: z.boolean(),
  idle: z.object({
    treatment: z.enum(idleTreatments),
    /** Null: the use of GPUs is not measured on these days, so nothing is known to be idle. */
    measured: z
      .object({
        /** On how many of the days; of the others nothing is known to be idle. */
        days: z.number().int().positive(),
        /** Share of the GPU-hours of these days that nobody measured, in percent with one digit: `12.5`; null: not to be seen. */
        unknownPercent: z.string().nullable(),
      })
      .nullable(),
  }),
  pools: z.array(z.object({ name: z.string(), split: z.enum(splitKinds) })),
  sources,
  /** Teams that differ in nothing but case, who bears most first, and rules that would make them that one; none known: empty. */
  alike: z.array(z.object({ teams: z.array(z.string()).min(2), rules: z.array(attributionRuleSchema) })),
  books: z.array(showbackBookSchema),
});
export type Showback = z.infer<typeof showbackSchema>;
